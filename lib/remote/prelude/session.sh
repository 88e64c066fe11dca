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
ts_count=0 ts_depth=0 ts_seq=0 ts_go='' ts_held='' ts_files='' ts_passed=''
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
