# shellcheck shell=sh disable=SC2154,SC2317
have rpm || fail 'the host has no rpm'

# rpm knows a key by the last 8 digits of its id
is_trusted() { rpm -q "gpg-pubkey-$1" >/dev/null 2>&1 || rpm -q --qf '%{VERSION}\n' gpg-pubkey 2>/dev/null | grep -qx "$1"; }

fetch_key() {
  case $key in
    *://*)
      ts_scratch
      file=$ts_file
      fetch_url "$key" "$file" "$validate_certs" || fail "failed to fetch key at $key: $said"
      ;;
    *) file=$key ;;
  esac
  [ -f "$file" ] || fail "Not a valid key $key"
  have gpg || fail 'the host has no gpg, which reads keys'
  ts_scratch
  mkdir -m 700 -- "$ts_file.home"
  shown=$(gpg --homedir "$ts_file.home" --no-tty --batch --with-colons --with-fingerprint --show-keys "$file" 2>/dev/null)
  fp=$(printf '%s\n' "$shown" | awk -F: '$1 == "fpr" { print $10; exit }')
  [ -n "$fp" ] || fail "Not a valid key $key"
  if [ -n "${fingerprint-}" ] && ! printf '%s\n' "$shown" | grep -q "^fpr:.*:$fingerprint:"; then
    fail "The specified fingerprint, '$fingerprint', does not match the key fingerprint '$fp'"
  fi
  id=$(printf '%s' "$fp" | tail -c 8 | tr '[:upper:]' '[:lower:]')
}

if [ "$is_id" = true ]; then
  id=$(printf '%s' "$key" | tr '[:upper:]' '[:lower:]' | tail -c 8)
  if [ "$state" = present ]; then fail "a key that is to be trusted is a file or an address, not an id: $key"; fi
else
  fetch_key
fi
if is_trusted "$id"; then is=present; else is=absent; fi
case $state:$is in
  present:absent) change key absent "$id" rpm --import "$file" ;;
  absent:present) change key "$id" absent rpm --erase --allmatches "gpg-pubkey-$id" ;;
esac
exit 0
