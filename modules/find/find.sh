# shellcheck shell=sh disable=SC2154,SC2317
# Lists what is below the directories; names may hold anything, so each is told in a frame of its own.
data now "$(date +%s)"

tell() {
  data path "$1"
  if [ "$follow" = true ] && [ -e "$1" ]; then
    fields=$(stat -L -c '%f %u %g %s %i %d %h %X %Y %Z|%U:%G' -- "$1" 2>/dev/null) || return 0
  else
    fields=$(stat -c '%f %u %g %s %i %d %h %X %Y %Z|%U:%G' -- "$1" 2>/dev/null) || return 0
  fi
  data fields "${fields%%|*}"
  data owner "${fields#*|}"
  if [ -f "$1" ] && [ ! -L "$1" ] && [ -r "$1" ]; then
    if [ "$wants_text" = true ]; then data_file text "$1"; fi
    if [ "$get_checksum" = true ]; then data checksum "$(sha1_of "$1")"; fi
  fi
}

# each_below DIRECTORY CMD…: CMD with each of what is in it
each_below() {
  below_of=$1
  shift
  set +f
  for entry in "$below_of"/* "$below_of"/.[!.]* "$below_of"/..?*; do
    set -f
    if [ -e "$entry" ] || [ -L "$entry" ]; then "$@" "$entry"; fi
  done
  set -f
}

# What is just too deep counts as examined, too.
count_below() {
  below=0
  each_below "$1" count_one
  data below "$below"
}

count_one() { below=$((below + 1)); }

# walk DIRECTORY DEPTH
walk() {
  each_below "$1" visit "$2"
}

# visit DEPTH ENTRY
visit() {
  tell "$2"
  if [ ! -d "$2" ] || { [ -L "$2" ] && [ "$follow" = false ]; }; then return; fi
  if [ "$max_depth" -eq 0 ] || [ "$1" -lt "$max_depth" ]; then
    (walk "$2" $(($1 + 1)))
  elif [ "$recurse" = true ]; then
    count_below "$2"
  fi
}

number=0
while [ "$number" -lt "$path_count" ]; do
  eval "top=\$path_$number"
  number=$((number + 1))
  case $top in ?*/) top=${top%/} ;; esac
  if [ -d "$top" ]; then walk "$top" 1; else data skipped "$top"; fi
done
exit 0
