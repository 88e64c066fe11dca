# shellcheck shell=sh disable=SC2154,SC2317
# Lists what is below the directories: of each the names, which end with NUL as they may hold anything, and a line for
# each of them, in as many frames as that takes.
data now "$(date +%s)"
format='%f %u %g %s %i %d %h %X %Y %Z|%U:%G'

# list DIRECTORY
list() {
  ts_scratch
  names=$ts_file lines=$ts_file.lines
  case $1 in */) set -- "$1" -mindepth 1 ;; *) set -- "$1/" -mindepth 1 ;; esac
  if [ "$deepest" -gt 0 ]; then set -- "$@" -maxdepth "$deepest"; fi
  if [ "$follow" = true ]; then set -- -L "$@"; fi
  find "$@" -print0 >"$names" 2>/dev/null
  : >"$lines"
  if [ -s "$names" ]; then look_at; fi
  tell names "$names"
  tell lines "$lines"
  data listed ''
}

# An empty line stands for what went since it was listed.
look_at() {
  if xargs -0 stat -c "$format" -- <"$names" >"$lines" 2>/dev/null; then return; fi
  # shellcheck disable=SC2016 # a program for the other shell
  xargs -0 -n 1 sh -c 'stat -c "$0" -- "$1" 2>/dev/null || echo' "$format" <"$names" >"$lines"
}

# tell KEY FILE
tell() {
  size=$(stat -c %s -- "$2") at=0
  while [ "$at" -lt "$size" ]; do
    tail -c "+$((at + 1))" <"$2" | head -c 8000000 >"$2.piece"
    data_file "$1" "$2.piece"
    at=$((at + 8000000))
  done
}

number=0
while [ "$number" -lt "$path_count" ]; do
  eval "top=\$path_$number"
  number=$((number + 1))
  case $top in -*) top=./$top ;; esac
  if [ -d "$top" ]; then list "$top"; else data skipped "$top"; fi
done
exit 0
