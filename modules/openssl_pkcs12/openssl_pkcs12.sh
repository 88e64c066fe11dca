# shellcheck shell=sh disable=SC2154,SC2034,SC2317
begin_made_file openssl
ts_scratch
base=$ts_file
umask 077
printf '%s\n' "${passphrase-}" >"$base.pass"
printf '%s\n' "${privatekey_passphrase-}" >"$base.key_pass"
take_content privatekey

need() { need_source archive "$action" "$1" "$2"; }

# certificates: those of its input, one after the other, without what stands around them
certificates() {
  awk '/-----BEGIN .*CERTIFICATE-----/ { inside = 1 } inside; /-----END .*CERTIFICATE-----/ { inside = 0 }'
}

add_other() {
  need certificate "$1"
  if [ "$other_certificates_parse_all" = true ]; then
    certificates <"$1"
  else
    openssl x509 -in "$1"
  fi >>"$base.others" 2>"$base.err" || fail "cannot read the certificate $1: $(tail -n 3 "$base.err")"
}

pack() {
  : >"$base.others"
  each_other_certificates add_other
  set -- -export -out "$base.new" -passout "file:$base.pass" -name "$friendly_name"
  if [ -n "${privatekey_path-}" ]; then
    need 'private key' "$privatekey_path"
    set -- "$@" -inkey "$privatekey_path" -passin "file:$base.key_pass"
  else
    set -- "$@" -nokeys
  fi
  if [ -n "${certificate_path-}" ]; then
    need certificate "$certificate_path"
    openssl x509 -in "$certificate_path" -out "$base.cert" 2>"$base.err" ||
      fail "cannot read the certificate $certificate_path: $(tail -n 3 "$base.err")"
    set -- "$@" -in "$base.cert"
  else
    set -- "$@" -nocerts
  fi
  if [ -s "$base.others" ]; then set -- "$@" -certfile "$base.others"; fi
  if [ -z "${passphrase-}" ]; then
    set -- "$@" -keypbe NONE -certpbe NONE
  elif [ "$is_old" = true ]; then
    set -- "$@" -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1
  fi
  if [ -n "${iterations-}" ]; then set -- "$@" -iter "$iterations"; fi
  openssl pkcs12 "$@" 2>"$base.err" || fail "cannot pack: $(tail -n 3 "$base.err")"
}

# ask FILE WORD…: what a packed file holds
ask() {
  asked=$1
  shift
  openssl pkcs12 -in "$asked" -passin "file:$base.pass" -nodes "$@" 2>"$base.err"
}

# contents FILE: the same for files that hold the same, and no secret
contents() {
  ask "$1" -nocerts >"$base.key" || return
  sed -n 's/^ *friendlyName: /name /p' "$base.key"
  openssl pkey -in "$base.key" -outform DER 2>/dev/null | sha256sum
  for whose in -clcerts -cacerts; do
    echo "$whose"
    ask "$1" -nokeys "$whose" | certificates | awk '{ text = text $0 } /-END/ { print text; text = "" }' | sort -u
  done
}

unpack() {
  need 'packed file' "$src"
  ask "$src" -nocerts >"$base.key" || fail "cannot unpack $src: $(tail -n 3 "$base.err")"
  : >"$base.new"
  if grep -q PRIVATE "$base.key"; then openssl pkey -in "$base.key" -traditional >>"$base.new"; fi
  for whose in -clcerts -cacerts; do
    ask "$src" -nokeys "$whose" | certificates >>"$base.new"
  done
}

case $action in
  export)
    pack
    fits() { [ "$(contents "$path")" = "$(contents "$base.new")" ]; }
    ;;
  parse)
    unpack
    fits() { cmp -s -- "$path" "$base.new"; }
    ;;
esac
settle_made_file 0400 archive "$st_type" "$action" put_made_file "$base.new"
stat_of "$path"
if [ "$st_type" = file ]; then
  data mode "$st_mode"
  if [ "$return_content" = true ]; then data pkcs12 "$(openssl base64 -A -in "$path")"; fi
fi
