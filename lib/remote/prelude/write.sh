# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# Writing files whole and in one step.

# sync_around PATH: what was written to the file system of PATH is on disk, for programs that do not see to it themselves
sync_around() {
  ts_sync_files -f -- "$1"
}

# sync_path PATH: a file or a directory is on disk
sync_path() {
  ts_sync_files -- "$1"
}

# ts_sync_files [-f] -- PATH…. An old sync knows no paths and syncs all; a disk that fails is told.
ts_sync_files() {
  ts_ask sync "$@" && return
  case $ts_said in
    *'nput/output error'* | *'I/O error'* | *'No space left'* | *'quota exceeded'*)
      printf '%s\n' "$ts_said" >&2
      return 1
      ;;
  esac
  sync
}

# sync_later PATH…: each of these, and the directory it is in, is on disk no later than the session's end. Costs no
# program; a name that cannot be noted is synced now.
sync_later() {
  for ts_path_now do
    case $ts_path_now in /*) ;; *) ts_path_now=$PWD/$ts_path_now ;; esac
    case $ts_path_now in ?*/) ts_path_now=${ts_path_now%/} ;; esac
    ts_line=${ts_path_now%/*}
    ts_note_unsynced "$ts_path_now" "${ts_line:-/}" || ts_sync_now "$ts_path_now" "${ts_line:-/}" || return
  done
}

ts_note_unsynced() {
  case $1 in *"$ts_newline"*) return 1 ;; esac
  [ -d "$ts_tmp" ] || ts_make_dir "$ts_tmp"
  printf '%s\n' "$@" 2>/dev/null >>"$ts_tmp/unsynced"
}

# ts_sync_now PATH…: of those that are still there; what is neither a file nor a directory cannot be opened for it
ts_sync_now() {
  for ts_line do
    shift
    if [ ! -L "$ts_line" ] && { [ -f "$ts_line" ] || [ -d "$ts_line" ]; }; then set -- "$@" "$ts_line"; fi
  done
  if [ $# -gt 0 ]; then ts_sync_files -- "$@"; fi
}

# All that waits for it goes to disk, a hundred at a time; fails with what was said on stderr when a disk does.
ts_sync() {
  if [ ! -s "$ts_tmp/unsynced" ]; then return; fi
  mv -f -- "$ts_tmp/unsynced" "$ts_tmp/syncing" && sort -u -o "$ts_tmp/syncing" -- "$ts_tmp/syncing"
  ts_count=0
  set --
  while IFS= read -r ts_path_now; do
    set -- "$@" "$ts_path_now"
    case $# in 100) ts_sync_now "$@" || ts_count=1 && set -- ;; esac
  done <"$ts_tmp/syncing"
  ts_sync_now "$@" || ts_count=1
  return "$ts_count"
}

# put PATH MODE OWNER GROUP text VALUE
# put PATH MODE OWNER GROUP file STAGED
# Whole old file or whole new file, whatever happens. An empty MODE, OWNER or GROUP is that of the file that
# is there, else 0644 and ours. A link at PATH is replaced, not followed. A file that was staged is moved, any
# other is copied. Call it through `change`. put_seen is PATH when st_* (but st_size and st_mtime) are true of it.
# With put_waits=true the directory is left to the session's end: until then a power cut may bring the whole old file back.
put() {
  put_seen=''
  ts_put_to=$1 ts_put_mode=$2 ts_put_owner=$3 ts_put_group=$4 ts_put_kind=$5 ts_put_from=$6
  parent_of "$ts_put_to"
  ts_put_dir=$ts_parent
  ts_put_look
  ts_print_scratch
  ts_put_errors=$ts_file
  ts_put_make 2>"$ts_put_errors" || { ts_put_failed "$(cat -- "$ts_put_errors")" && return; }
  ts_put_fill 2>"$ts_put_errors" || { ts_put_failed "$(cat -- "$ts_put_errors")" && return; }
  exec 6>&-
  ts_ask mv -f -- "$ts_put_tmp" "$ts_put_to" || { ts_put_failed "$ts_said" && return; }
  case ${put_waits-}:$ts_put_dir in true:/*) ts_note_unsynced "$ts_put_dir" && return ;; esac
  sync_path "$ts_put_dir" 2>"$ts_put_errors" || ts_put_failed "$(cat -- "$ts_put_errors")"
}

# Refuses what a rename would silently replace, and fills in what is to be kept. What is as a new file of ours is
# anyway needs no look and no chown.
ts_put_look() {
  ts_put_ours='' ts_put_keeps=false
  if [ -L "$ts_put_to" ] || [ ! -e "$ts_put_to" ]; then
    ts_put_mode=${ts_put_mode:-0644}
    return
  fi
  if [ -f "$ts_put_to" ] && [ -n "$ts_put_mode" ] && [ -O "$ts_put_to" ] && [ -G "$ts_put_to" ]; then
    ts_put_ours=1
    return
  fi
  stat_of "$ts_put_to"
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

# A new file beside the old one, for nobody but us: while it is empty it may have its mode already. From here on it is
# descriptor 6: whoever may write to the directory can put a link in its place, and would lead us elsewhere by name.
ts_put_make() {
  ts_put_sweep
  ts_put_number=$((($$ * 7919 + ts_seq * 31 + ts_count) % 900000 + 100000))
  umask 077
  if ts_put_is_plain; then umask "$((666 - ${ts_put_mode#0}))"; fi
  set -C
  for ts_try in 1 2 3 4 5 6 7 8 9; do
    ts_put_tmp=$ts_put_dir/.tsplay.$ts_put_number
    if ts_put_open_new; then break; fi 2>/dev/null
    ts_put_number=$((ts_put_number / 2 + 50000 * ts_try))
    ts_put_tmp=''
  done
  if [ -z "$ts_put_tmp" ]; then
    ts_put_tmp=$(mktemp -u -- "$ts_put_dir/.tsplay.XXXXXX")
    ts_put_open_new || ts_put_tmp=''
  fi
  set +C
  umask 022
  [ -n "$ts_put_tmp" ]
}

# Opens ts_put_tmp as a new file. The shell itself would also open what is no file: a fifo, a link to a disk.
ts_put_open_new() {
  if [ -e "$ts_put_tmp" ] || [ -L "$ts_put_tmp" ]; then return 1; fi
  command exec 6>"$ts_put_tmp" || return
  # the file that is open, whatever stands at its name; where there is no /proc it is the name
  ts_put_open=/proc/self/fd/6
  if [ ! -e "$ts_put_open" ]; then ts_put_open=$ts_put_tmp; fi
  if [ ! -f "$ts_put_open" ] || [ -L "$ts_put_tmp" ]; then exec 6>&- && return 1; fi
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
    chmod -- "$ts_put_mode" "$ts_put_open" || return
    st_mode=$ts_put_mode
  fi
  printf '%s' "$ts_put_from" >&6
}

# Owner first: chown drops set-id bits. The temporary file is 0600 until both are right; what was staged has its mode
# before it is moved here, where only its name is left to us.
ts_put_fill() {
  if [ -n "$ts_put_ours" ] && [ ! -G "$ts_put_tmp" ]; then
    chmod 600 -- "$ts_put_open" && ts_put_group=${ts_put_group:-$(exec stat -c %g -- "$ts_put_to")} || return
  fi
  if ts_put_is_plain; then
    ts_put_fill_plain && sync_path "$ts_put_tmp" && put_seen=$ts_put_to
    return
  fi
  case $ts_put_kind:$ts_put_from in
    text:*) printf '%s' "$ts_put_from" >&6 && ts_put_give_opened ;;
    file:"$ts_tmp"/*)
      chmod -- "$ts_put_mode" "$ts_put_from" && mv -f -- "$ts_put_from" "$ts_put_tmp" && ts_put_give_moved
      ;;
    file:*) cat -- "$ts_put_from" >&6 && ts_put_give_opened ;;
  esac || return
  sync_path "$ts_put_tmp"
}

ts_put_give_opened() {
  ts_put_chown '' "$ts_put_open" && chmod -- "$ts_put_mode" "$ts_put_open"
}

ts_put_give_moved() {
  ts_put_chown -h "$ts_put_tmp" || return
  case $ts_put_mode in 0??? | ???) ;; *) chmod -- "$ts_put_mode" "$ts_put_tmp" ;; esac
}

# ts_put_chown OPTION FILE
ts_put_chown() {
  case $ts_put_owner:$ts_put_group in
    :) ;;
    *:) chown ${1:+"$1"} -- "$ts_put_owner" "$2" ;;
    *) chown ${1:+"$1"} -- "$ts_put_owner:$ts_put_group" "$2" ;;
  esac || [ "$ts_put_keeps" = true ]
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
  exec 6>&-
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
    *) ts_need=$(exec stat -c %s -- "$ts_put_from") ;;
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
