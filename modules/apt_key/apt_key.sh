# shellcheck shell=sh disable=SC2154,SC2317
have gpg || fail 'the host has no gpg (gnupg), which reads keys'
trusted=/etc/apt/trusted.gpg.d
keyring=${keyring:-$trusted/tsplay.gpg}

# the fingerprints of primary keys and subkeys in keyrings, one a line
fingerprints() {
  for ring do
    [ -f "$ring" ] || continue
    in_own_home --show-keys --with-colons --with-fingerprint "$ring" 2>/dev/null | awk -F: '$1 == "fpr" { print $10 }'
  done
}

# nothing of the user's own keys is touched
in_own_home() {
  [ -d "$home" ] || mkdir -m 700 -- "$home"
  gpg --homedir "$home" --batch --no-tty --quiet --no-auto-check-trustdb "$@"
}

rings() {
  if [ "$asked_ring" = true ]; then printf '%s\n' "$keyring" && return; fi
  set +f
  for ring in /etc/apt/trusted.gpg "$trusted"/*.gpg "$trusted"/*.asc; do if [ -f "$ring" ]; then printf '%s\n' "$ring"; fi; done
  set -f
}

all_fingerprints() {
  rings >"$home.rings"
  while IFS= read -r each_ring; do fingerprints "$each_ring"; done <"$home.rings"
}

# keys by their last 16 digits, by 8 when the key was asked for by that many
say_keys() {
  case ${id-} in ????????) each_length=8 ;; *) each_length=16 ;; esac
  all_fingerprints | awk -v n="$each_length" '{ print substr($0, length($0) - n + 1) }' >"$home.keys"
  while IFS= read -r each_key; do data "$1" "$each_key"; done <"$home.keys"
}

is_trusted() { all_fingerprints | grep -q -- "$1\$"; }

fetch_key() {
  ts_scratch
  staged=$ts_file
  if [ -n "${data-}" ]; then
    printf '%s\n' "$data" >"$staged"
  elif [ -n "${file-}" ]; then
    [ -f "$file" ] || fail "Unable to extract key from '$file'"
    cat -- "$file" >"$staged"
  elif [ -n "${url-}" ]; then
    fetch_url "$url" "$staged" "$validate_certs" || fail "Failed to download key at $url: $said"
  elif [ -n "${keyserver-}" ]; then
    said=$(in_own_home --keyserver "$keyserver" --recv-keys "$id" 2>&1) || fail "Error fetching key $id from keyserver: $keyserver ($said)"
    in_own_home --export "$id" >"$staged"
  fi
}

# into a keyring that apt can read: binary, no trust database
add_key() {
  ts_scratch
  merged=$ts_file
  if [ -f "$keyring" ]; then in_own_home --import "$keyring"; fi
  in_own_home --import "$staged" && in_own_home --export >"$merged" || return
  put "$keyring" 0644 '' '' file "$merged"
}

remove_key() {
  rings >"$home.rings"
  while IFS= read -r ring; do
    if ! fingerprints "$ring" | grep -q -- "$fp\$"; then continue; fi
    rm -rf -- "$home"
    in_own_home --import "$ring" && in_own_home --yes --delete-keys "$fp" || return
    if [ -z "$(in_own_home --list-keys --with-colons 2>/dev/null)" ]; then rm -f -- "$ring" && continue; fi
    ts_scratch
    in_own_home --export >"$ts_file" && put "$ring" '' '' '' file "$ts_file" || return
  done <"$home.rings"
}

ts_scratch
home=$ts_file.gnupg
mkdir -m 700 -- "$home"
if [ "${keyring}" = "$trusted/tsplay.gpg" ]; then asked_ring=false; else asked_ring=true; fi
fp=${id-}
if [ -z "$fp" ] || [ "$state" = present ]; then
  if [ -z "${id-}" ] || ! is_trusted "$id"; then
    fetch_key
    found=$(fingerprints "$staged")
    if [ -z "$found" ]; then fail "Unable to extract key from '${file:-${url:-${data:+inline data}}}'"; fi
    if [ -n "${id-}" ] && ! printf '%s\n' "$found" | grep -q -- "$id\$"; then fail "The key is not the one with the id $id"; fi
    fp=$(printf '%s\n' "$found" | head -n 1)
  fi
fi
key_id=${id:-$(printf '%s' "$fp" | tail -c 16)}
data id "$key_id" key_id "$key_id" fp "$(printf '%s' "$key_id" | tail -c 16)" short_id "$(printf '%s' "$key_id" | tail -c 8)"
say_keys before
if is_trusted "$fp"; then is=present; else is=absent; fi
case $state:$is in
  present:absent) change key absent "$fp" add_key ;;
  absent:present) change key "$fp" absent remove_key ;;
  *) exit 0 ;;
esac
in_check exit 0
say_keys after
exit 0
