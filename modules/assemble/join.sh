# shellcheck shell=sh disable=SC2154,SC2034
# the fragments one after the other, each on a line of its own, the delimiter between them
place_target
ts_scratch
staged=$ts_file
(umask 077 && : >"$staged")
first=true
ends_line=true
append() {
  if [ "$first" = false ] && [ "$ends_line" = false ]; then echo >>"$staged"; fi
  if [ -n "${delimiter-}" ] && [ "$first" = false ]; then
    printf '%s' "$delimiter" >>"$staged"
    case $delimiter in *"
") ;; *) echo >>"$staged" ;; esac
  fi
  cat -- "$src/$1" >>"$staged" || fail "cannot read $src/$1"
  first=false ends_line=true
  if [ -s "$src/$1" ] && [ "$(tail -c 1 -- "$src/$1" | wc -l)" -eq 0 ]; then ends_line=false; fi
}
each_names append
want_sha1=$(sha1_of "$staged")
place_file
data dest "$target"
data src "$src"
data checksum "$want_sha1"
report_file "$target"
