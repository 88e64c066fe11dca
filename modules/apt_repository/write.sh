# shellcheck shell=sh disable=SC2154,SC2317
write_file() {
  if [ -z "$after" ]; then
    rm -f -- "$file" && sync_later "$file"
  else
    mkdir -p -- "${file%/*}" && put "$file" "${mode-}" '' '' text "$after"
  fi
}
change content "$before" "$after" write_file
