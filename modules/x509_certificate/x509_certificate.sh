# shellcheck shell=sh disable=SC2154,SC2034,SC2317
begin_made_file openssl
ts_scratch
base=$ts_file
(umask 077 && printf '%s\n' "${passphrase-}" >"$base.pass")
take_content csr privatekey ownca ownca_privatekey

need() { need_source certificate "$provider" "$1" "$2"; }

case $provider in
  selfsigned) need 'private key' "$privatekey_path" ;;
  ownca)
    need 'CA certificate' "$ownca_path"
    need 'CA private key' "$ownca_privatekey_path"
    ;;
esac
if [ -n "${csr_path-}" ]; then need 'certificate signing request file' "$csr_path"; fi

# the public key of a request, a key or a certificate
key_of() {
  case $1 in
    req) openssl req -in "$2" -noout -pubkey ;;
    key) openssl pkey -in "$2" -passin "file:$base.pass" -pubout ;;
    cert) openssl x509 -in "$2" -noout -pubkey ;;
  esac 2>/dev/null
}

# does the certificate that is there certify what is asked, by whom it should?
fits() {
  openssl x509 -in "$path" -noout 2>/dev/null || return 1
  if [ -n "${csr_path-}" ]; then
    [ "$(key_of req "$csr_path")" = "$(key_of cert "$path")" ] || return 1
    [ "$(openssl req -in "$csr_path" -noout -subject -nameopt RFC2253)" = "$(openssl x509 -in "$path" -noout -subject -nameopt RFC2253)" ] || return 1
    [ "$(names_of req "$csr_path")" = "$(names_of x509 "$path")" ] || return 1
  fi
  case $provider in
    selfsigned)
      [ "$(key_of key "$privatekey_path")" = "$(key_of cert "$path")" ] || return 1
      ;;
    ownca)
      [ "$(openssl x509 -in "$path" -noout -issuer -nameopt RFC2253 | sed 's/^issuer=//')" = "$(openssl x509 -in "$ownca_path" -noout -subject -nameopt RFC2253 | sed 's/^subject=//')" ] || return 1
      openssl verify -partial_chain -no_check_time -trusted "$ownca_path" "$path" >/dev/null 2>&1 || return 1
      ;;
  esac
}

names_of() { openssl "$1" -in "$2" -noout -text 2>/dev/null | sed -n '/Subject Alternative Name/{n;s/^ *//;p;}'; }

make() {
  set -- x509 -req -days "$days" -"$digest" -copy_extensions copyall -passin "file:$base.pass" -out "$base.new"
  if [ -z "${csr_path-}" ]; then
    openssl req -new -key "$privatekey_path" -passin "file:$base.pass" -subj / -out "$base.csr" || return
    set -- "$@" -in "$base.csr"
  else
    set -- "$@" -in "$csr_path"
  fi
  case $provider in
    selfsigned) set -- "$@" -signkey "$privatekey_path" ;;
    ownca) set -- "$@" -CA "$ownca_path" -CAkey "$ownca_privatekey_path" -set_serial "0x00$(openssl rand -hex 19)" ;;
  esac
  openssl "$@" || return
  put_made_file "$base.new"
}

settle_made_file 0644 certificate "$st_type" "$provider" make
if [ -f "$path" ]; then
  openssl x509 -in "$path" -noout -startdate -enddate -serial >"$base.told" 2>/dev/null
  while IFS='=' read -r name value; do
    case $name in notBefore | notAfter) data "$name" "$value" ;; serial) data serial_number "$value" ;; esac
  done <"$base.told"
  if [ "$return_content" = true ]; then data_file certificate "$path"; fi
fi
