# shellcheck shell=sh disable=SC2154,SC2317
case $name in '' | -* | *[!A-Za-z0-9_./*-]* | /* | *..*) fail "'$name' is not the name of a parameter" ;; esac
case ${value-} in *'
'*) fail 'a value is one line' ;; esac

# words with single blanks between, as the kernel prints tabs
squeezed() { printf '%s' "$1" | awk '{ $1 = $1; print }'; }

old=''
if [ -f "$sysctl_file" ]; then
  old=$(cat -- "$sysctl_file" && echo .)
  old=${old%.}
fi
case $old in '' | *'
') ended=$old ;; *) ended="$old
" ;; esac

rewrite() {
  printf '%s' "$ended" | name=$name value=${value-} state=$state awk '
    function key(line,   at) { at = index(line, "="); line = substr(line, 1, at - 1); gsub(/^[ \t-]+|[ \t]+$/, "", line); gsub(/\//, ".", line); return line }
    function val(line,   at) { at = index(line, "="); line = substr(line, at + 1); gsub(/^[ \t]+|[ \t]+$/, "", line); gsub(/[ \t]+/, " ", line); return line }
    BEGIN { want = ENVIRON["value"]; gsub(/^[ \t]+|[ \t]+$/, "", want); squeezed = want; gsub(/[ \t]+/, " ", squeezed); name = ENVIRON["name"]; gsub(/\//, ".", name) }
    /^[ \t]*[#;]/ || !/=/ || key($0) != name { print; next }
    ENVIRON["state"] == "absent" || done { next }
    { done = 1; print (val($0) == squeezed ? $0 : name "=" want) }
    END { if (ENVIRON["state"] == "present" && !done) print name "=" want }' && echo .
}

new=$(rewrite) || fail "cannot edit $sysctl_file"
new=${new%.}
load() {
  if [ "$ignoreerrors" = true ]; then sysctl -e -p "$sysctl_file"; else sysctl -p "$sysctl_file"; fi
}
set_now() {
  if [ "$ignoreerrors" = true ]; then set -- -e; else set --; fi
  said=$(sysctl "$@" -w "$name=$value" 2>&1) && return
  printf 'setting %s failed: %s\n' "$name" "$said" >&2
  return 1
}

# first what may be refused: a name that the kernel does not know gets no line
if [ "$in_image" = true ]; then
  data msg 'this is an image: the file is written, the value itself is left to the boot'
elif [ "$sysctl_set" = true ] && [ "$state" = present ]; then
  now=$(sysctl -n -- "$name" 2>/dev/null)
  if [ "$(squeezed "$now")" != "$(squeezed "$value")" ]; then change value "$now" "$value" set_now; fi
fi
if [ "$new" != "$ended" ]; then
  change content "$old" "$new" put "$sysctl_file" '' '' '' text "$new"
  if [ "$reload" = true ] && [ "$in_image" = false ]; then change _reload '' '' load; fi
fi
exit 0
