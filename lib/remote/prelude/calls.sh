# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# The life of a call: its marks, its temporary files.

# What the user wants in the environment; a call that has some brings its own.
ts_environment() { :; }

# Its PATH may lack what only root is thought to need.
ts_start() {
  set -uf
  ts_environment
  LC_ALL=C IFS=" 	$ts_newline"
  case $PATH in "$ts_full_path") ;; *) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin ;; esac
}

# ts_end SEQUENCE RC KEEP. The end mark goes out on both streams, so that the log of a call ends where the call ends.
# Temporary files go now and then and at the end: a fork per call would cost more than the call.
ts_end() {
  if [ -f "$ts_prints/$1.last.out" ]; then
    ts_tell_last "$@"
    set -- "$1" "$ts_rc"
  fi
  case $2 in
    0) ;;
    97) ts_go='' && set -- "$1" 0 ;;
    *) ts_go='' ;;
  esac
  printf '%s%s.%s %s\n' "$ts_held" "$ts_nonce" "$1" "$2" >&3
  printf '%s.%s %s\n' "$ts_nonce" "$1" "$2" >&2
  ts_held=''
  case $1 in *00 | *50) if [ -d "$ts_tmp/call" ] || [ -d "$ts_prints" ]; then rm -rf -- "$ts_tmp/call" "$ts_prints"; fi ;; esac
}

# The call was to run only if those before it went well, and they did not, or what it was made from has changed.
ts_pass() {
  printf '%s.%s %s\n' "$ts_nonce" "$1" "${ts_passed:--1}" >&3
  printf '%s.%s -1\n' "$ts_nonce" "$1" >&2
  ts_passed=''
}

# ts_made_from FILE TEXT PATH…: is TEXT still the text of FILE, and is there nothing at the PATHs? If not, nothing that
# was sent along behind is run either.
ts_made_from() {
  if is_text "$1" "$2"; then
    shift 2
    for ts_path_now do
      if [ -e "$ts_path_now" ]; then ts_passed=-2; fi
    done
  else
    ts_passed=-2
  fi 2>/dev/null
  if [ -n "$ts_passed" ]; then ts_go='' && return 1; fi
}

# Ends the script well, and yet nothing that was sent along behind it is run: there is more to do first.
stop_here() {
  exit 97
}

# Makes ts_file, a fresh name of a temporary file. Never the same twice: something may still write to the last.
ts_scratch() {
  if [ ! -d "$ts_tmp/call" ]; then
    [ -d "$ts_tmp" ] || ts_make_dir "$ts_tmp"
    mkdir -m 700 -- "$ts_tmp/call" || fail "cannot make a temporary directory in $ts_dir"
  fi
  ts_count=$((ts_count + 1))
  ts_file=$ts_tmp/call/$ts_seq.$ts_count
}

# The same, for what a program prints.
ts_print_scratch() {
  case $ts_prints in
    "$ts_tmp"/*) ts_scratch ;;
    *)
      [ -d "$ts_prints" ] || ts_make_dir "$ts_prints"
      ts_count=$((ts_count + 1))
      ts_file=$ts_prints/$ts_seq.$ts_count
      ;;
  esac
}

# need_room: what was written to temporary files is whole; where there is no room for one more byte it may not be
need_room() {
  ts_count=$((ts_count + 1))
  (echo >"$ts_tmp/call/room.$ts_seq.$ts_count") 2>/dev/null || fail "no space for temporary files in $ts_dir"
}

# ts_make_dir DIR: and what shells that were killed left beside it goes, here and not where we cannot see them
ts_make_dir() {
  mkdir -m 700 -- "$1" || fail "cannot make a temporary directory in ${1%/*}"
  set +f
  for ts_old in "${1%/*}"/.tsplay.*".$ts_space."*; do
    ts_pid=${ts_old#"${1%/*}"/.tsplay.}
    ts_pid=${ts_pid%%.*}
    if [ -O "$ts_old" ] && [ -d "$ts_old" ] && [ ! -L "$ts_old" ] && [ -n "$ts_space" ] && [ -d "/proc/$$" ] && [ ! -d "/proc/$ts_pid" ]; then
      rm -rf -- "$ts_old"
    fi
  done
  set -f
}
