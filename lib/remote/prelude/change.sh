# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# The only way to change a host.

# change KEY BEFORE AFTER CMD…: the only way to change anything. Says what changes and, unless this is a
# check, runs CMD; when CMD fails the task has failed with what CMD said on stderr.
change() {
  printf '%s(change %s:%s%s|%s%s|%s%s)' \
    "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" "$2" "$ts_nonce" "$3" "$ts_nonce" >&3
  shift 3
  if [ "$ts_mode" != check ]; then ts_do "$@"; fi
}

# change_file KEY FILE_BEFORE FILE_AFTER CMD…: the same, with the contents of two files ('' is empty)
change_file() {
  printf '%s(change %s:%s%s|' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
  if [ -f "$2" ]; then head -c "$((ts_keep + 1))" <"$2" >&3; fi
  printf '%s|' "$ts_nonce" >&3
  if [ -f "$3" ]; then head -c "$((ts_keep + 1))" <"$3" >&3; fi
  printf '%s)' "$ts_nonce" >&3
  shift 3
  if [ "$ts_mode" != check ]; then ts_do "$@"; fi
}

# Runs CMD with its output in files: a daemon that it leaves behind holds neither the frames nor the log.
ts_do() {
  if [ $# -eq 0 ]; then return 0; fi
  st_of=''
  ts_print_scratch
  ts_depth=$((ts_depth + 1))
  eval "ts_file_$ts_depth=\$ts_file"
  if ts_is_tool "$1"; then
    "$@" >"$ts_file.out" 2>"$ts_file.err" 3>&- && ts_note_path "$@" 2>>"$ts_file.err"
  else
    "$@" >"$ts_file.out" 2>"$ts_file.err"
  fi
  set -- "$?" "$1" "$*"
  st_of=''
  eval "ts_file=\$ts_file_$ts_depth"
  ts_depth=$((ts_depth - 1))
  if [ "$1" -ne 0 ]; then ts_do_failed "$@"; fi
  ts_to_log
}

# What these do to their last word is on disk by the session's end.
ts_note_path() {
  case $1 in chmod | chown | chattr | mkdir | rm | rmdir | ln | touch) eval "sync_later \"\${$#}\"" ;; esac
}

# ts_do_failed RC WORD COMMAND
ts_do_failed() {
  ts_said=$(cat -- "$ts_file.err")
  if [ -z "$ts_said" ]; then ts_said=$(cat -- "$ts_file.out"); fi
  if ts_is_tool "$2"; then ran=$3; fi
  tell_failed "$1" "$ts_file" "$ran"
  fail "${ts_said:-$3: exit code $1}"
}

# The program that a function of a module is at, for what is told when it fails.
ran=''

# tell_failed RC FILE CMD: what a result tells of a program that failed; its streams are in FILE.out and FILE.err
tell_failed() {
  if [ -n "$3" ] && ts_is_tool "${3%% *}"; then set -- "$1" "$2" "$ts_kind${3#"${3%% *}"}"; fi
  data rc "$1"
  if [ -n "$3" ]; then data cmd "$3"; fi
  data_file stdout "$2.out"
  data_file stderr "$2.err"
}

# run_or_fail CMD…: a program that only looks, its answer in $ts_file.out; when it fails, so does the task
run_or_fail() {
  ts_scratch
  "$@" >"$ts_file.out" 2>"$ts_file.err" || ts_do_failed "$?" "$1" "$*"
}

ts_to_log() {
  if [ -s "$ts_file.out" ]; then cat -- "$ts_file.out"; fi
  if [ -s "$ts_file.err" ]; then cat -- "$ts_file.err"; fi
}

# An executable file, not one of our functions (those need the frames).
ts_is_tool() {
  command -v -- "$1" >"$ts_file.kind" 2>/dev/null || return 1
  read -r ts_kind <"$ts_file.kind" || return 1
  case $ts_kind in /*) return 0 ;; esac
  return 1
}
