# shellcheck shell=sh disable=SC2154,SC2034,SC2317
data type "$type"
data size "$size"
begin_made_file openssl

# a passphrase never is a word of a command
ts_scratch
pass_file=$ts_file
(umask 077 && printf '%s\n' "${passphrase-}" >"$pass_file")

# describe FILE: sets is_type, is_size and is_curve; fails when it cannot be read
describe() {
  said=$(openssl pkey -in "$1" -passin "file:$pass_file" -noout -text 2>&1) || return 1
  is_curve=$(printf '%s\n' "$said" | sed -n 's/^ASN1 OID: //p')
  is_size=$(printf '%s\n' "$said" | sed -n 's/.*Private-Key: (\([0-9]*\) bit.*/\1/p' | head -n 1)
  case $said in
    ED25519*) is_type=Ed25519 ;;
    ED448*) is_type=Ed448 ;;
    X25519*) is_type=X25519 ;;
    X448*) is_type=X448 ;;
    *) if [ -n "$is_curve" ]; then is_type=ECC; else is_type=RSA; fi ;;
  esac
}

is_encrypted() { head -n 3 -- "$1" | grep -q ENCRYPTED; }

# fits: is the key that is there the one that is asked for?
fits() {
  if [ "$is_type" != "$type" ]; then return 1; fi
  case $type in
    RSA) [ "$is_size" = "$size" ] || return 1 ;;
    ECC) [ "$is_curve" = "$curve" ] || return 1 ;;
  esac
  if [ -n "${passphrase-}" ]; then is_encrypted "$path"; else ! is_encrypted "$path"; fi
}

make_key() {
  ts_scratch
  made=$ts_file
  set -- genpkey -out "$made"
  case $type in
    RSA) set -- "$@" -algorithm RSA -pkeyopt "rsa_keygen_bits:$size" ;;
    ECC) set -- "$@" -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -pkeyopt ec_param_enc:named_curve ;;
    *) set -- "$@" -algorithm "$(printf '%s' "$type" | tr '[:lower:]' '[:upper:]')" ;;
  esac
  if [ -n "${passphrase-}" ]; then set -- "$@" -aes256 -pass "file:$pass_file"; fi
  (umask 077 && openssl "$@") || return
  put_made_file "$made"
}

make=true why=absent
case $st_type in
  absent) ;;
  file)
    make=false
    if [ "$force" = true ] || [ "$regenerate" = always ]; then
      make=true why=forced
    elif [ "$regenerate" = never ]; then
      describe "$path" || fail "Unable to read the key. The key is protected with a another passphrase / no passphrase or broken. Will not proceed."
    elif ! describe "$path"; then
      if [ "$regenerate" != full_idempotence ]; then fail "Unable to read the key. The key is protected with a another passphrase / no passphrase or broken. Will not proceed. To force regeneration, call the module with \`force\` set to true."; fi
      make=true why=unreadable
    elif ! fits; then
      if [ "$regenerate" = fail ]; then fail "Key has wrong type and/or size. Will not proceed. To force regeneration, call the module with \`regenerate\` set to partial_idempotence, full_idempotence or always, or with \`force\` set to true."; fi
      make=true why="$is_type $is_size$is_curve"
    fi
    ;;
  *) fail "cannot write $path: it is a $st_type" ;;
esac

if [ "$make" = true ]; then
  plan_made_file 0600
  change key "$why" "$type" make_key
else
  set_attributes "$path"
fi
case $type in ECC) data curve "$asked_curve" ;; esac
if [ -f "$path" ]; then
  if [ "$return_content" = true ]; then data_file privatekey "$path"; fi
  ts_scratch
  if openssl pkey -in "$path" -passin "file:$pass_file" -pubout -outform DER -out "$ts_file" 2>/dev/null; then
    tell_fingerprint "$ts_file"
  fi
fi
