# shellcheck shell=sh disable=SC2154,SC2317
file=/etc/apt/sources.list.d/$slug.sources
keys=/etc/apt/keyrings

# the armored and the binary form of a key are told apart by their first bytes
key_name() {
  if head -c 100 "$1" | grep -q -- '-----BEGIN PGP'; then printf '%s' "$keys/$slug.asc"; else printf '%s' "$keys/$slug.gpg"; fi
}

fetch_key() {
  ts_scratch
  staged=$ts_file
  case $key_kind in
    text) printf '%s\n' "$signed_by" >"$staged" ;;
    address) fetch_url "$signed_by" "$staged" || fail "cannot fetch the key $signed_by: $said" ;;
  esac
}

place_key() {
  if [ ! -d "$keys" ]; then change _keyrings absent "$keys" mkdir -p -m 755 "$keys"; fi
  if [ ! -f "$key_file" ] || [ "$(sha256_of "$key_file")" != "$(sha256_of "$staged")" ]; then
    change signed_by '' "$key_file" put "$key_file" "$mode" '' '' file "$staged"
  fi
}

data dest "$file"
if [ "$state" = absent ]; then
  for each in "$keys/$slug.asc" "$keys/$slug.gpg"; do
    if [ -f "$each" ]; then change signed_by "$each" absent rm -f -- "$each"; fi
  done
  if [ -f "$file" ]; then change_file content "$file" '' rm -f -- "$file"; fi
  exit 0
fi

signed_line=''
if [ "$key_kind" != none ]; then
  fetch_key
  key_file=$(key_name "$staged")
  place_key
  data key_filename "$key_file"
  signed_line="Signed-By: $key_file
"
elif [ -n "${signed_by-}" ]; then
  signed_line="Signed-By: $signed_by
"
fi
text=$above$signed_line$below
data repo "$text"
if [ -f "$file" ]; then old=$(cat -- "$file" && echo .) && old=${old%.}; else old=''; fi
if [ "$old" != "$text" ]; then
  change content "$old" "$text" put "$file" "$mode" '' '' text "$text"
else
  stat_of "$file"
  if [ "$st_mode" != "$mode" ]; then change mode "$st_mode" "$mode" chmod -- "$mode" "$file"; fi
fi
exit 0
