# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# What every script may use. Sent once per session into the host's one shell; each script then runs in a
# subshell of it. Frames go out on descriptor 3, anything else that is printed is the task's log.
# Names that start with ts_ are reserved. `ts_nonce` and `ts_hint` (where temporary files may go) are set
# before this text.

exec 3>&1 1>&2
umask 022
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}
ts_path=$PATH
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
ts_full_path=$PATH
ts_locale=${LC_ALL-unset}
LC_ALL=C
export PATH LC_ALL
unset CDPATH ENV BASH_ENV
cd . 2>/dev/null || cd /

for ts_dir in "$ts_hint" "${TMPDIR:-}" /tmp /var/tmp /dev/shm /run; do
  if [ -n "$ts_dir" ] && [ -d "$ts_dir" ] && [ -w "$ts_dir" ]; then break; fi
done
# The boot, and when process 1 was started, tell machines and containers apart that share a directory.
ts_space=''
ts_read_space() { if [ $# -ge 20 ]; then shift 19 && ts_space=$1; fi; }
# shellcheck disable=SC2086 # the numbers behind the program's name
if read -r ts_line </proc/1/stat; then ts_read_space ${ts_line##*') '}; fi 2>/dev/null
if read -r ts_line </proc/sys/kernel/random/boot_id; then ts_space=${ts_space:+${ts_line%%-*}-$ts_space}; fi 2>/dev/null
ts_tmp=$ts_dir/.tsplay.$$.$ts_space.${ts_nonce#????????????????????????}
ts_count=0 ts_depth=0 ts_seq=0 ts_go='' ts_held='' ts_files=''
ts_newline='
'
# The clock of the machine and what it said now: from then on the time is read without starting a program.
read -r ts_uptime ts_kind </proc/uptime 2>/dev/null || ts_uptime=''
ts_clock="$ts_uptime $(date '+%Y-%m-%d %H:%M:%S.%N')"

# Where the output of programs is kept while they run: in memory when there is plenty of it, 4 GiB for it and 2 for
# others. Each program needs two files, and ext4 passes by every inode that was given back in the last minutes before it
# gives one out.
# ts_has_memory TYPE BLOCKS SIZE: what is free of a file system, and of the machine's memory in kB
ts_has_memory() {
  [ "${1-}" = tmpfs ] && [ "$(($2 * $3))" -gt 4294967296 ] || return 1
  while read -r ts_kind ts_now ts_line; do
    case $ts_kind in MemAvailable:) [ "$ts_now" -gt 6291456 ] && return ;; esac
  done </proc/meminfo
  return 1
}
ts_prints=$ts_tmp/call
if [ -z "$ts_hint" ] && [ -w /dev/shm ]; then
  # shellcheck disable=SC2046 # the words of stat's answer
  if ts_has_memory $(stat -f -c '%T %a %S' /dev/shm) 2>/dev/null; then ts_prints=/dev/shm/${ts_tmp##*/}; fi
fi

# The shell goes: so does its temporary directory, and what shells that were killed left behind.
ts_leave() {
  ts_sync
  if [ -d "$ts_tmp" ] || [ -d "$ts_prints" ]; then rm -rf -- "$ts_tmp" "$ts_prints"; fi
}
trap ts_leave EXIT
trap 'exit 129' HUP
trap 'exit 143' TERM

# --- the life of a call ---

# What the user wants in the environment; a call that has some brings its own.
ts_environment() { :; }

ts_start() {
  set -uf
  ts_environment
  LC_ALL=C
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

# The call was to run only if those before it went well, and they did not.
ts_pass() {
  printf '%s.%s -1\n' "$ts_nonce" "$1" >&3
  printf '%s.%s -1\n' "$ts_nonce" "$1" >&2
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

# --- saying things ---

# data KEY VALUE
data() {
  printf '%s(data %s\n%s%s|%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" "$2" "$ts_nonce" >&3
}

# data_file KEY PATH: the exact bytes of a file
data_file() {
  printf '%s(data %s\n%s%s|' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
  head -c "$((ts_keep + 1))" <"$2" >&3 || ts_read_failed=1
  printf '%s)' "$ts_nonce" >&3
  if [ -n "${ts_read_failed-}" ]; then fail "cannot read $2"; fi
}

# warn TEXT
warn() {
  printf '%s(warn %s\n%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
}

# progress TEXT
progress() {
  printf '%s(progress %s\n%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
}

# fail TEXT: says why and ends the script
fail() {
  printf '%s(fail %s\n%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
  exit 1
}

# absent TEXT: something that is not there although the change needs it. In a check an earlier task may be the one
# that makes it, so it is only said.
absent() {
  if [ "$ts_mode" = check ]; then warn "$1 (yet)"; else fail "$1"; fi
}

# in_check CMD…: what is asked only to be told in a check
in_check() {
  if [ "$ts_mode" = check ]; then "$@"; fi
}

# --- changing things ---

# change KEY BEFORE AFTER CMD…: the only way to change anything. Says what changes and, unless this is a
# check, runs CMD; when CMD fails the task has failed with what CMD said on stderr.
change() {
  printf '%s(change %s\n%s%s|%s%s|%s%s)' \
    "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" "$2" "$ts_nonce" "$3" "$ts_nonce" >&3
  shift 3
  if [ "$ts_mode" != check ]; then ts_do "$@"; fi
}

# change_file KEY FILE_BEFORE FILE_AFTER CMD…: the same, with the contents of two files ('' is empty)
change_file() {
  printf '%s(change %s\n%s%s|' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
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
    "$@" >"$ts_file.out" 2>"$ts_file.err" 3>&-
  else
    "$@" >"$ts_file.out" 2>"$ts_file.err"
  fi
  set -- "$?" "$*"
  st_of=''
  eval "ts_file=\$ts_file_$ts_depth"
  ts_depth=$((ts_depth - 1))
  if [ "$1" -ne 0 ]; then ts_do_failed "$@"; fi
  ts_to_log
}

# ts_do_failed RC COMMAND
ts_do_failed() {
  ts_said=$(cat -- "$ts_file.err")
  if [ -z "$ts_said" ]; then ts_said=$(cat -- "$ts_file.out"); fi
  fail "${ts_said:-$2: exit code $1}"
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

# --- running things ---

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
    exec "$@"
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
  exec "$@" >"$ts_file.out" 2>"$ts_file.err" 3>&-
}

# run_program CMD…: tells when it begins and then run_last; of a CMD that is not there, which one is missing
run_program() {
  data_time start
  if quiet command -v -- "$1"; then run_last "$@"; fi
  data_out stdout stderr rc "$@"
  data_time end
  if [ "$ts_rc" -eq 127 ]; then data missing "$1"; fi
  if [ "$ts_rc" -ne 0 ]; then stop_here; fi
  exit 0
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
  ts_held="$ts_held$ts_nonce(data $ts_seq$ts_newline$1$ts_nonce|$2$ts_nonce)"
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
  printf '%s(stream %s %s\n%s%s|' "$ts_nonce" "$ts_seq" "$ts_size" "$1" "$ts_nonce" >&3
  head -c "$ts_keep" <"$2" >&3
  printf '%s)' "$ts_nonce" >&3
  if [ "$ts_size" -gt 1000000 ]; then : >"$2"; fi
}

# --- looking at things ---

# stat_of [-L] PATH: sets st_type (absent file directory link char block fifo socket), st_mode (4 octal
# digits), st_uid st_gid st_owner st_group st_size st_mtime st_dev st_ino st_nlink; st_of is the path for as long
# as all that is true: who sets one of them by hand empties it.
st_of=''
stat_of() {
  st_of=''
  st_mode='' st_uid='' st_gid='' st_owner='' st_group='' st_size='' st_mtime='' st_dev='' st_ino='' st_nlink=''
  if ts_is_absent "$@"; then
    st_of=$1 st_type=absent
    return
  fi
  if [ "$1" = -L ]; then
    ts_stat=$(stat -L -c '%a %u %g %U %G %s %Y %d %i %h %F' -- "$2" 2>&1) || ts_stat="! $ts_stat"
  else
    ts_stat=$(stat -c '%a %u %g %U %G %s %Y %d %i %h %F' -- "$1" 2>&1) || ts_stat="! $ts_stat"
  fi
  case $# in 1) st_of=$1 ;; esac
  case $ts_stat in
    '! '*'No such file'* | '! '*'Not a directory'*) st_type=absent ;;
    '! '*) fail "${ts_stat#??}" ;;
    *)
      # shellcheck disable=SC2086 # the words of stat's answer
      ts_stat_words $ts_stat
      ;;
  esac
}

# ts_is_absent PATH: is it certain, without starting a program, that there is nothing?
ts_is_absent() {
  case $# in 1) ;; *) return 1 ;; esac
  if [ -e "$1" ] || [ -L "$1" ] || [ "${#1}" -gt 200 ]; then return 1; fi
  case $1 in
    /*[!/]) ts_kind=${1%/*}/ ;;
    *) return 1 ;;
  esac
  [ -d "$ts_kind" ] && [ -x "$ts_kind" ]
}

ts_stat_words() {
  st_mode=$1 st_uid=$2 st_gid=$3 st_owner=$4 st_group=$5 st_size=$6 st_mtime=$7 st_dev=$8 st_ino=$9
  shift 9
  st_nlink=$1
  shift
  # an owner without a name is told by its number
  case $st_owner in UNKNOWN) st_owner=$st_uid ;; esac
  case $st_group in UNKNOWN) st_group=$st_gid ;; esac
  case ${#st_mode} in 1) st_mode=000$st_mode ;; 2) st_mode=00$st_mode ;; 3) st_mode=0$st_mode ;; esac
  case $* in
    *'regular'*) st_type=file ;;
    directory) st_type=directory ;;
    'symbolic link') st_type=link ;;
    character*) st_type=char ;;
    block*) st_type=block ;;
    fifo) st_type=fifo ;;
    socket) st_type=socket ;;
    *) st_type=file ;;
  esac
}

# stat_once PATH: the same, where nothing has changed since the last time
stat_once() {
  if [ "$st_of" != "$1" ]; then stat_of "$1"; fi
}

# read_text PATH: sets ts_text to the text of a file, without its NUL bytes. For a small file: it starts no program,
# which costs as much as some 1,500 bytes, but dash asks the kernel for each byte.
read_text() {
  ts_text='' ts_line=''
  while IFS= read -r ts_line; do
    ts_text=$ts_text$ts_line$ts_newline
    ts_line=''
  done <"$1" || return
  ts_text=$ts_text$ts_line
}

# look_sha1 PATH: sets st_sha1
look_sha1() {
  st_sha1=$(sha1sum <"$1") || return
  st_sha1=${st_sha1%% *}
}

# sha256_of PATH, sha1_of PATH, md5_of PATH: print the digest
sha256_of() {
  ts_sum=$(sha256sum <"$1") || return
  printf '%s\n' "${ts_sum%% *}"
}

sha1_of() {
  ts_sum=$(sha1sum <"$1") || return
  printf '%s\n' "${ts_sum%% *}"
}

md5_of() {
  ts_sum=$(md5sum <"$1") || return
  printf '%s\n' "${ts_sum%% *}"
}

# --- writing files ---

# sync_around PATH: what was written to the file system of PATH is on disk, for programs that do not see to it themselves
sync_around() {
  sync_path "$1" -f
}

# sync_path PATH [-f]: a file or a directory is on disk. An old sync knows no paths and syncs all; a disk that fails is
# told.
sync_path() {
  ts_sync_said=$(sync ${2+"$2"} -- "$1" 2>&1) && return
  case $ts_sync_said in
    *'nput/output error'* | *'I/O error'* | *'No space left'* | *'quota exceeded'*)
      printf '%s\n' "$ts_sync_said" >&2
      return 1
      ;;
  esac
  sync
}

# put PATH MODE OWNER GROUP text VALUE
# put PATH MODE OWNER GROUP file STAGED
# Whole old file or whole new file, whatever happens. An empty MODE, OWNER or GROUP is that of the file that
# is there, else 0644 and ours. A link at PATH is replaced, not followed. A file that was staged is moved, any
# other is copied. Call it through `change`. put_seen is PATH when st_* (but st_size and st_mtime) are true of it.
# With put_waits=true the directory is written to disk no later than the session's end, once for all files in it: until
# then a power cut may bring the whole old file back.
put() {
  put_seen=''
  ts_put_to=$1 ts_put_mode=$2 ts_put_owner=$3 ts_put_group=$4 ts_put_kind=$5 ts_put_from=$6
  case $ts_put_to in */*) ts_put_dir=${ts_put_to%/*} ;; *) ts_put_dir=. ;; esac
  ts_put_dir=${ts_put_dir:-/}
  ts_put_look
  ts_print_scratch
  ts_put_errors=$ts_file
  ts_put_make 2>"$ts_put_errors" || { ts_put_failed "$(cat -- "$ts_put_errors")" && return; }
  ts_put_fill 2>"$ts_put_errors" || { ts_put_failed "$(cat -- "$ts_put_errors")" && return; }
  ts_put_said=$(mv -f -- "$ts_put_tmp" "$ts_put_to" 2>&1) || { ts_put_failed "$ts_put_said" && return; }
  if [ "${put_waits-}" = true ] && ts_sync_later "$ts_put_dir"; then return; fi
  sync_path "$ts_put_dir" 2>"$ts_put_errors" || ts_put_failed "$(cat -- "$ts_put_errors")"
}

# ts_sync_later DIR: fails where it has to be done now
ts_sync_later() {
  case $1 in *"$ts_newline"* | [!/]*) return 1 ;; esac
  [ -d "$ts_tmp" ] || ts_make_dir "$ts_tmp"
  printf '%s\n' "$1" 2>/dev/null >>"$ts_tmp/unsynced"
}

# All that waits for it goes to disk.
ts_sync() {
  if [ ! -s "$ts_tmp/unsynced" ]; then return; fi
  ts_seen=$ts_newline
  set --
  while IFS= read -r ts_line; do
    case $ts_seen in *"$ts_newline$ts_line$ts_newline"*) continue ;; esac
    ts_seen=$ts_seen$ts_line$ts_newline
    if [ -d "$ts_line" ]; then set -- "$@" "$ts_line"; fi
  done <"$ts_tmp/unsynced"
  : >"$ts_tmp/unsynced"
  if [ $# -gt 0 ]; then sync -- "$@" 2>/dev/null || sync; fi
}

# Refuses what a rename would silently replace, and fills in what is to be kept. What is as a new file of ours is
# anyway needs no look and no chown.
ts_put_look() {
  ts_put_ours=''
  if [ -L "$ts_put_to" ] || [ ! -e "$ts_put_to" ]; then
    ts_put_mode=${ts_put_mode:-0644}
    return
  fi
  if [ -f "$ts_put_to" ] && [ -n "$ts_put_mode" ] && [ -O "$ts_put_to" ] && [ -G "$ts_put_to" ]; then
    ts_put_ours=1
    return
  fi
  stat_of "$ts_put_to"
  ts_put_keeps=false
  case $st_type in
    file)
      ts_put_mode=${ts_put_mode:-$st_mode}
      if [ -z "$ts_put_owner$ts_put_group" ]; then ts_put_keeps=true; fi
      ts_put_owner=${ts_put_owner:-$st_uid}
      ts_put_group=${ts_put_group:-$st_gid}
      ;;
    directory) fail "$ts_put_to is a directory" ;;
    char | block) fail "$ts_put_to is a device" ;;
    *) fail "$ts_put_to is a $st_type" ;;
  esac
}

# What a run that was killed left beside its target. An hour: another run may just be writing.
ts_put_sweep() {
  set +f
  for ts_old in "$ts_put_dir"/.tsplay.??????; do
    if [ -O "$ts_old" ] && [ -f "$ts_old" ] && [ -n "$(find "$ts_old" -mmin +60)" ]; then rm -f -- "$ts_old"; fi
  done
  set -f
}

# A new file beside the old one, for nobody but us: while it is empty it may have its mode already. mktemp would do
# it, for a program's start more.
ts_put_make() {
  ts_put_sweep
  ts_put_number=$((($$ * 7919 + ts_seq * 31 + ts_count) % 900000 + 100000))
  umask 077
  if ts_put_is_plain; then umask "$((666 - ${ts_put_mode#0}))"; fi
  set -C
  for ts_try in 1 2 3 4 5 6 7 8 9; do
    ts_put_tmp=$ts_put_dir/.tsplay.$ts_put_number
    if printf '' 2>/dev/null >"$ts_put_tmp"; then break; fi
    ts_put_number=$((ts_put_number / 2 + 50000 * ts_try))
    ts_put_tmp=''
  done
  set +C
  umask 022
  if [ -z "$ts_put_tmp" ]; then ts_put_tmp=$(mktemp -- "$ts_put_dir/.tsplay.XXXXXX"); fi
}

# Text in a file of ours without odd bits, which we may still write when it has its mode.
ts_put_is_plain() {
  case $ts_put_kind:$ts_put_owner:$ts_put_group:$ts_put_mode in text:::0[26][0246][0246]) ;; *) return 1 ;; esac
}

# The umask gave it its mode, unless the directory has its own mind (a default ACL): that is seen, and changed, before
# there is anything in it.
ts_put_fill_plain() {
  stat_of "$ts_put_tmp"
  if [ "$st_mode" != "$ts_put_mode" ]; then
    chmod -- "$ts_put_mode" "$ts_put_tmp" || return
    st_mode=$ts_put_mode
  fi
  printf '%s' "$ts_put_from" >|"$ts_put_tmp"
}

# Owner first: chown drops set-id bits. The temporary file is 0600 until both are right.
ts_put_fill() {
  if [ -n "$ts_put_ours" ] && [ ! -G "$ts_put_tmp" ]; then
    chmod 600 -- "$ts_put_tmp" && ts_put_group=${ts_put_group:-$(stat -c %g -- "$ts_put_to")} || return
  fi
  if ts_put_is_plain; then
    ts_put_fill_plain && sync_path "$ts_put_tmp" && put_seen=$ts_put_to
    return
  fi
  case $ts_put_kind in
    text) printf '%s' "$ts_put_from" >|"$ts_put_tmp" ;;
    file)
      case $ts_put_from in
        "$ts_tmp"/*) mv -f -- "$ts_put_from" "$ts_put_tmp" ;;
        *) cat -- "$ts_put_from" >|"$ts_put_tmp" ;;
      esac
      ;;
  esac || return
  case $ts_put_owner:$ts_put_group in
    :) ;;
    *:) chown -- "$ts_put_owner" "$ts_put_tmp" ;;
    *) chown -- "$ts_put_owner:$ts_put_group" "$ts_put_tmp" ;;
  esac || [ "$ts_put_keeps" = true ] || return
  chmod -- "$ts_put_mode" "$ts_put_tmp" || return
  sync_path "$ts_put_tmp"
}

# The user's unsafe_writes: where the file cannot be replaced it is overwritten where it is.
ts_put_in_place() {
  case ${unsafe_writes-${ANSIBLE_UNSAFE_WRITES-}} in true | True | yes | 1 | on) ;; *) return 1 ;; esac
  case $1 in *'No space left'* | *'quota exceeded'*) return 1 ;; esac
  if [ ! -f "$ts_put_to" ]; then return 1; fi
  case $ts_put_kind in
    text) printf '%s' "$ts_put_from" >"$ts_put_to" ;;
    # what was staged has moved already when only the last step failed
    file) if [ -f "$ts_put_from" ]; then cat -- "$ts_put_from" >"$ts_put_to"; else cat -- "$ts_put_tmp" >"$ts_put_to"; fi ;;
  esac || return
  case $ts_put_tmp in */.tsplay.??????) rm -f -- "$ts_put_tmp" ;; esac
  chmod -- "$ts_put_mode" "$ts_put_to"
  sync_path "$ts_put_to"
}

# Says in one sentence what stood in the way, and leaves no temporary file.
ts_put_failed() {
  if ts_put_in_place "$1" 2>/dev/null; then return; fi
  case ${ts_put_tmp:-} in */.tsplay.??????) rm -f -- "$ts_put_tmp" ;; esac
  if [ ! -d "$ts_put_dir" ]; then fail "cannot write $ts_put_to: there is no directory $ts_put_dir"; fi
  case $1 in
    *'Read-only file system'*) fail "cannot write $ts_put_to: the file system is read-only" ;;
    # busybox's printf fails without a word
    '' | *'No space left'* | *'I/O error'*) fail "cannot write $ts_put_to: $(ts_put_space)" ;;
    *'quota exceeded'*) fail "cannot write $ts_put_to: the disk quota is used up" ;;
    *'resource busy'*) fail "cannot write $ts_put_to: it is a mount point" ;;
    *'Permission denied'*) fail "cannot write $ts_put_to: no permission in $ts_put_dir" ;;
    *'Operation not permitted'*) fail "cannot write $ts_put_to: it (or $ts_put_dir) is immutable or another user's: $1" ;;
    *) fail "cannot write $ts_put_to: $1" ;;
  esac
}

ts_put_space() {
  case $ts_put_kind in
    text) ts_need=${#ts_put_from} ;;
    *) ts_need=$(stat -c %s -- "$ts_put_from") ;;
  esac
  ts_df=$(df -P -k -- "$ts_put_dir" | tail -n 1)
  # shellcheck disable=SC2086 # the words of df's last line
  set -- $ts_df
  if [ "$((${4:-0} * 1024))" -gt "$ts_need" ]; then
    printf 'the content could not be written to %s' "$ts_put_dir"
    return
  fi
  printf 'no space left on %s: %s bytes are needed, %s kB are free' "${6:-$ts_put_dir}" "$ts_need" "${4:-0}"
}
