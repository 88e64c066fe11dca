# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# Programs of the user, and what they print.

# quiet CMD…: its exit code only
quiet() {
  "$@" >/dev/null 2>&1
}

# have CMD: can it be run?
have() {
  command -v -- "$1" >/dev/null 2>&1
}

# What a program of the user's sees: the PATH and locale that the session found, and `environment`.
ts_as_user() {
  PATH=$ts_path
  if [ "$ts_locale" = unset ]; then unset LC_ALL; else LC_ALL=$ts_locale; fi
  ts_environment
  set +uf
}

# data_out KEY_STDOUT KEY_STDERR KEY_RC CMD…: runs CMD (a program) as the user would, in the user's locale and
# PATH, and tells the exact bytes of both its streams and its exit code. Sets ts_rc.
data_out() {
  ts_out_key=$1 ts_err_key=$2 ts_rc_key=$3
  shift 3
  ts_print_scratch
  (
    ts_as_user
    ts_exec "$@"
  ) >"$ts_file.out" 2>"$ts_file.err" 3>&-
  ts_rc=$?
  ts_stream "$ts_out_key" "$ts_file.out"
  ts_stream "$ts_err_key" "$ts_file.err"
  data "$ts_rc_key" "$ts_rc"
}

# run_last CMD…: data_out stdout stderr rc CMD and data_time end, as the last thing that a script does. Its process
# becomes CMD, one fork less for each command; what is told is told by the shell that sees its end.
run_last() {
  ts_print_scratch
  ts_file=$ts_prints/$ts_seq.last
  ts_as_user
  ts_exec "$@" >"$ts_file.out" 2>"$ts_file.err" 3>&-
}

# A call whose environment holds names that shells keep for themselves brings its own.
ts_exec() { exec "$@"; }

# run_program CMD…: tells when it begins and then run_last; of a CMD that is not there, which one is missing, and of one
# that nobody may run, which one is denied
run_program() {
  data_time start
  ts_may_run=yes
  case $1 in */*) if [ -d "$1" ] || { [ -e "$1" ] && [ ! -x "$1" ]; }; then ts_may_run=no; fi ;; esac
  if [ "$ts_may_run" = yes ] && ts_can_start "$1"; then run_last "$@"; fi
  data_out stdout stderr rc "$@"
  data_time end
  if [ "$ts_rc" -eq 127 ]; then data missing "$1"; elif [ "$ts_may_run" = no ]; then data denied "$1"; fi
  if [ "$ts_rc" -ne 0 ]; then stop_here; fi
  exit 0
}

# ts_can_start WORD: is there such a program? What the shell would do itself, and functions of ours, are none.
ts_can_start() {
  case $1 in
    */*)
      quiet command -v -- "$1"
      return
      ;;
  esac
  ts_line=$PATH:
  while [ -n "$ts_line" ]; do
    ts_kind=${ts_line%%:*}/$1
    ts_line=${ts_line#*:}
    if [ -x "$ts_kind" ] && [ ! -d "$ts_kind" ]; then return; fi
  done
  return 1
}

# ts_program SEQUENCE MODE KEEP CMD…: a whole call that does no more than run_program. Where the shell has only to start
# a file, it does so itself: without a subshell, and so with the cheap vfork of the shells that have it.
ts_program() {
  ts_seq=$1 ts_mode=$2 ts_keep=$3
  shift 3
  if [ "$ts_mode" = apply ] && [ -d "$ts_prints" ] && ts_is_file "$1"; then
    ts_run_here "$@"
    set -- "$ts_rc"
  else
    (
      ts_start
      if [ "$ts_mode" = apply ]; then run_program "$@"; else data unrun yes; fi
    ) </dev/null
    set -- "$?"
  fi
  ts_end "$ts_seq" "$1" "$ts_keep"
}

ts_run_here() {
  ts_look_time
  ts_hold start "$ts_now"
  ts_file=$ts_prints/$ts_seq.last
  ts_as_user
  "$@" >"$ts_file.out" 2>"$ts_file.err" 3>&- </dev/null
  ts_rc=$?
  PATH=$ts_full_path LC_ALL=C
  export LC_ALL
  if [ "$ts_rc" -eq 127 ] && ! quiet command -v -- "$1"; then ts_hold missing "$1"; fi
}

# ts_is_file WORD: is it a file that the user's PATH leads to, and not something that the shell does itself?
ts_is_file() {
  case $1 in
    */*)
      [ -x "$1" ] && [ ! -d "$1" ]
      return
      ;;
    *[!0-9A-Za-z_.-]*) return 1 ;;
  esac
  case $ts_files in *" $1 "*) return 0 ;; esac
  ts_kind=''
  PATH=$ts_path
  command -v -- "$1" >"$ts_prints/kind" 2>/dev/null && read -r ts_kind <"$ts_prints/kind"
  PATH=$ts_full_path
  case $ts_kind in /*) ts_files="$ts_files $1 " ;; *) return 1 ;; esac
}

# ts_tell_last SEQUENCE RC KEEP: sets ts_rc, the exit code of the script
ts_tell_last() {
  ts_seq=$1 ts_keep=$3
  ts_hold_stream stdout "$ts_prints/$1.last.out"
  ts_hold_stream stderr "$ts_prints/$1.last.err"
  ts_hold rc "$2"
  ts_look_time
  ts_hold end "$ts_now"
  ts_rc=97
  if [ "$2" -eq 0 ]; then ts_rc=0; fi
}

# ts_hold KEY VALUE: data that goes out with the end of the call, all in one write
ts_hold() {
  ts_held="$ts_held$ts_nonce(data $ts_seq:$1$ts_nonce|$2$ts_nonce)"
}

ts_hold_stream() {
  if [ ! -s "$2" ]; then
    ts_hold "$1" ''
    return
  fi
  printf '%s' "$ts_held" >&3
  ts_held=''
  ts_stream "$@"
}

# data_time KEY: when it is at the host
data_time() {
  ts_look_time
  data "$1" "$ts_now"
}

# Sets ts_now.
ts_look_time() {
  if read -r ts_now ts_kind </proc/uptime 2>/dev/null && [ "${ts_clock%% *}" ]; then
    ts_now="$ts_now $ts_clock"
  else
    ts_now=$(date '+%Y-%m-%d %H:%M:%S.%N')
  fi
}

# ts_stream KEY FILE: as data_file, but what is over the limit is counted
ts_stream() {
  if [ ! -s "$2" ]; then
    data "$1" ''
    return
  fi
  ts_size=$(stat -c %s -- "$2")
  printf '%s(stream %s %s:%s%s|' "$ts_nonce" "$ts_seq" "$ts_size" "$1" "$ts_nonce" >&3
  head -c "$ts_keep" <"$2" >&3
  printf '%s)' "$ts_nonce" >&3
  if [ "$ts_size" -gt 1000000 ]; then : >"$2"; fi
}
