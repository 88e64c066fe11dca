# shellcheck shell=sh disable=SC2154,SC2317
# Lists what is below the directories; names may hold anything, so each is told in a frame of its own.
data now "$(date +%s)"

tell() {
  data path "$1"
  if [ "$follow" = true ] && [ -e "$1" ]; then
    fields=$(stat -L -c '%f %u %g %s %i %d %h %X %Y %Z|%U %G' -- "$1" 2>/dev/null) || return 0
  else
    fields=$(stat -c '%f %u %g %s %i %d %h %X %Y %Z|%U %G' -- "$1" 2>/dev/null) || return 0
  fi
  data fields "${fields%%|*}"
  data owner "${fields#*|}"
  if [ -f "$1" ] && [ ! -L "$1" ] && [ -r "$1" ]; then
    if [ "$wants_text" = true ]; then data_file text "$1"; fi
    if [ "$get_checksum" = true ]; then data checksum "$(sha1_of "$1")"; fi
  fi
}

# What is just too deep counts as examined, too.
count_below() {
  set +f
  set -- "$1"/* "$1"/.[!.]* "$1"/..?*
  set -f
  below=0
  for entry; do if [ -e "$entry" ] || [ -L "$entry" ]; then below=$((below + 1)); fi; done
  data below "$below"
}

# walk DIRECTORY DEPTH
walk() {
  set +f
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    set -f
    if [ ! -e "$entry" ] && [ ! -L "$entry" ]; then continue; fi
    tell "$entry"
    if [ -d "$entry" ] && { [ ! -L "$entry" ] || [ "$follow" = true ]; }; then
      if [ "$max_depth" -eq 0 ] || [ "$2" -lt "$max_depth" ]; then
        (walk "$entry" $(($2 + 1)))
      elif [ "$recurse" = true ]; then
        count_below "$entry"
      fi
    fi
  done
  set -f
}

number=0
while [ "$number" -lt "$path_count" ]; do
  eval "top=\$path_$number"
  number=$((number + 1))
  case $top in ?*/) top=${top%/} ;; esac
  if [ -d "$top" ]; then walk "$top" 1; else data skipped "$top"; fi
done
exit 0
