# shellcheck shell=sh disable=SC2154,SC2034,SC2209
# what the umask leaves (0022: the prelude sets it)
umask_mode() { case $1 in 0777) u_mode=0755 ;; *) u_mode=0644 ;; esac }

# what is made has its owner and mode before anyone else can use it
make_directory() {
  if [ -z "$a_uid$a_gid${mode-}" ]; then
    mkdir -- "$1"
  elif [ -z "$a_uid$a_gid" ]; then
    (umask 077 && exec mkdir -m "0$a_mode" -- "$1")
  else
    (umask 077 && exec mkdir -- "$1") && dress "$1"
  fi && sync_later "$1"
}

make_file() {
  (umask 077 && : >>"$1") 2>/dev/null || untouched "$1" || return
  dress "$1" && give_times "$1" && sync_later "$1" && return
  rm -f -- "$1"
  return 1
}

untouched() {
  case $(ls -d -- "${1%/*}/." 2>&1) in
    *'No such'*) why='[Errno 2] No such file or directory' ;;
    *'Not a dir'*) why='[Errno 20] Not a directory' ;;
    *) why='[Errno 13] Permission denied' ;;
  esac
  printf "Error, could not touch target: %s: b'%s'\n" "$why" "$1" >&2
  return 1
}

# without a mode that is asked for, a directory keeps the set-group-id that it has from the one above
dress() {
  if [ -n "$a_uid$a_gid" ]; then chown -h -- "$a_uid${a_gid:+:$a_gid}" "$1" || return; fi
  if [ -n "${mode-}" ] || [ -f "$1" ]; then chmod -- "0$a_mode" "$1"; else chmod -- go+rx "$1"; fi
}

# the mode a new thing gets: asked for, else what the umask leaves
new_mode() {
  umask_mode "$1"
  want_mode "$u_mode" "$2"
  a_mode=${a_mode:-$u_mode}
}

# parents first, each with the same owner and mode
ensure_directory() {
  if [ -d "$1" ]; then return; fi
  if [ -e "$1" ]; then stat_of -L "$1"; else st_type=absent; fi
  case $st_type in
    absent) ;;
    *)
      if [ "$1" = "$path" ]; then fail "$path already exists as a $st_type"; fi
      fail "There was an issue creating $path as requested: [Errno 20] Not a directory: b'$path'"
      ;;
  esac
  set -- "$1" "${1%/*}"
  # a//b is in a
  while [ "$2" != "${2%/}" ]; do set -- "$1" "${2%/}"; done
  case $2 in '' | "$1") ;; *) ensure_directory "$2" ;; esac
  st_of='' st_owner='' st_group=''
  look_up_owner
  new_mode 0777 directory
  if [ "$1" = "$path" ]; then
    change state absent directory make_directory "$1"
  else
    change "state of $1" absent directory make_directory "$1"
  fi
}

# in a recursion the changes are told with the file's name; what links point to is part of it when they are followed
walked=''
set_attributes_below() {
  case $walked in *"<$1>"*) return ;; esac
  walked="$walked<$1>"
  set +f
  for below in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    set -f
    [ -e "$below" ] || [ -L "$below" ] || continue
    a_of=" of $below"
    stat_of "$below"
    if [ "$st_type" = link ] && [ "$follow" = true ]; then
      if ! read_link -f "$below" || [ ! -e "$a_link" ]; then continue; fi
      below=$a_link
      stat_of "$below"
    fi
    set_attributes "$below"
    if [ "$st_type" = directory ]; then (set_attributes_below "$below") || exit 1; fi
  done
  set -f
  a_of=''
}

# is everything below as it should be? (numbers and octal modes only: find can tell at once)
is_uniform() {
  case ${mode-} in *[!0-7]*) return 1 ;; esac
  if [ "$follow" = true ] && [ -n "$(find "$path" -type l | head -n 1)" ]; then return 1; fi
  st_of='' st_owner='' st_group=''
  look_up_owner
  case $a_uid$a_gid in *[!0-9]*) return 1 ;; esac
  set -- -false
  if [ -n "$a_uid" ]; then set -- "$@" -o ! -user "$a_uid"; fi
  if [ -n "$a_gid" ]; then set -- "$@" -o ! -group "$a_gid"; fi
  if [ -n "${mode-}" ]; then set -- "$@" -o ! -type l ! -perm "$mode"; fi
  if [ -n "${attributes-}" ]; then return 1; fi
  if [ "$1 $#" = '-false 1' ]; then return 0; fi
  shift 2
  [ -z "$(find "$path" -mindepth 1 \( "$@" \) | head -n 1)" ]
}

# the times asked for, in seconds; '' leaves one alone
want_times() {
  want_mtime='' want_atime=''
  if [ "$1 ${modification_time-} ${access_time-}" = 'preserve  ' ]; then return; fi
  want_mtime=$(time_wanted "${modification_time-}" "$1")
  want_atime=$(time_wanted "${access_time-}" "$1")
}

time_wanted() {
  case ${1:-$2} in
    preserve) ;;
    now) echo now ;;
    *)
      ts_scratch
      touch -t "${1:-$2}" "$ts_file" || fail "Error while obtaining timestamp for time ${1:-$2}"
      stat -c %Y "$ts_file"
      ;;
  esac
}

give_times() {
  # who may only write may set both to now, and nothing else
  if [ "$want_mtime $want_atime" = 'now now' ]; then touch -- "$1" && return; fi
  case $want_mtime in '') ;; now) touch -m -- "$1" || return ;; *) touch -m -d "@$want_mtime" -- "$1" || return ;; esac
  case $want_atime in '') ;; now) touch -a -- "$1" || return ;; *) touch -a -d "@$want_atime" -- "$1" || return ;; esac
}

change_times() { give_times "$1" && sync_later "$1"; }

set_times() {
  if [ -z "$want_mtime$want_atime" ]; then return; fi
  had_atime=$(stat -c %X -- "$1")
  if [ "$want_mtime" = "$st_mtime" ]; then want_mtime=''; fi
  if [ "$want_atime" = "$had_atime" ]; then want_atime=''; fi
  if [ -n "$want_mtime" ]; then
    change mtime "$st_mtime" "$want_mtime" change_times "$1"
  elif [ -n "$want_atime" ]; then
    change atime "$had_atime" "$want_atime" change_times "$1"
  fi
}

# --- one function for each state ---

state_file() {
  case $st_type in
    file) set_attributes "$path" && want_times preserve && set_times "$path" ;;
    link) set_attributes "$path" ;;
    *)
      data path "$path"
      data state "$st_type"
      in_check look_up_owner
      fail "file ($path) is $st_type, cannot continue"
      ;;
  esac
}

state_directory() {
  # the usual case: it is there already
  if [ "$st_type" != directory ]; then ensure_directory "$path"; fi
  stat_once "$path"
  if [ "$st_type" = absent ]; then return; fi
  if [ "$st_type" = link ]; then
    if [ "$follow" = true ]; then read_link -f "$path" && path=$a_link; fi
    stat_of "$path"
  fi
  set_attributes "$path"
  want_times preserve
  set_times "$path"
  if [ "$recurse" = true ] && ! is_uniform; then set_attributes_below "$path"; fi
}

# what a diff of a directory that goes tells of it
tell_content() {
  data diff_before.path_content.directories '' diff_before.path_content.files ''
  ts_scratch
  find "$path" -mindepth 1 >"$ts_file"
  while IFS= read -r name; do
    kind=files
    if [ -d "$name" ] && [ ! -L "$name" ]; then kind=directories; fi
    data "diff_before.path_content.$kind" "$name"
  done <"$ts_file"
}

state_absent() {
  case $st_type in
    absent) ;;
    directory)
      refuse_mounts
      if [ "$want_diff" = true ]; then tell_content; fi
      change state directory absent rm -rf -- "$path"
      ;;
    *) change state "$before" absent rm -f -- "$path" ;;
  esac
}

# what is mounted below belongs to somebody else
refuse_mounts() {
  read_link -f "$path"
  mounted=$(real=$a_link awk '
    BEGIN { real = ENVIRON["real"]; gsub(/\\/, "\\134", real); gsub(/ /, "\\040", real); gsub(/\t/, "\\011", real); gsub(/\n/, "\\012", real) }
    $5 == real || index($5, real "/") == 1 { print $5; exit }' /proc/self/mountinfo 2>/dev/null)
  if [ -n "$mounted" ]; then fail "$mounted is a mount; refusing to delete $path"; fi
}

state_touch() {
  want_times now
  case $st_type in
    absent)
      st_of='' st_owner='' st_group=''
      look_up_owner
      new_mode 0666 file
      change state absent touch make_file "$path"
      ;;
    file | directory)
      set_attributes "$path"
      set_times "$path"
      ;;
    link)
      read_link -f "$path"
      fail "Error while updating modification or access time: [Errno 2] No such file or directory: b'${a_link:-$path}'"
      ;;
    *) fail "Can only touch files, directories, and hardlinks ($path is $st_type)" ;;
  esac
}

state_link() {
  if [ -z "${src-}" ]; then
    if [ "$st_type" != link ]; then fail 'src is required for creating new symlinks'; fi
    # where it points to stays as it is
    read_link "$path"
    src=$a_link force=true
  fi
  case $src in
    /*) absolute=$src ;;
    *) if [ "$st_type" = directory ]; then absolute=$path/$src; else absolute=${path%/*}/$src; fi ;;
  esac
  if [ "$force" = false ] && [ ! -e "$absolute" ]; then
    absent "src file does not exist, use \"force=yes\" if you really want to create the link: $absolute"
  fi
  case $st_type in
    absent) change state absent link make_link ;;
    link)
      read_link "$path"
      if [ "$a_link" != "$src" ]; then change src "$a_link" "$src" make_link; fi
      ;;
    directory)
      if [ -n "$(ls -A -- "$path")" ]; then fail "the directory $path is not empty, refusing to convert it"; fi
      if [ "$force" = false ]; then fail "refusing to convert from directory to symlink for $path"; fi
      change state directory link make_link
      ;;
    *)
      if [ "$force" = false ]; then fail "refusing to convert from $before to symlink for $path"; fi
      change state "$before" link make_link
      ;;
  esac
  stat_of "$path"
  if [ "$st_type" != link ]; then return; fi
  if [ "$follow" = false ]; then
    set_attributes "$path"
  elif read_link -f "$path" && [ -e "$a_link" ]; then
    stat_of "$a_link"
    set_attributes "$a_link"
  fi
}

# a new link under a hidden name takes the old one's place in one step
make_link() {
  if [ -d "$path" ] && [ ! -L "$path" ]; then rmdir -- "$path" || return; fi
  beside=${path%/*}
  fresh=$(mktemp -u -- "${beside:-/}/.tsplay.XXXXXX") || return
  if [ "$state" = hard ]; then ln -- "$src" "$fresh" || return; else ln -s -- "$src" "$fresh" || return; fi
  mv -fT -- "$fresh" "$path" || { rm -f -- "$fresh" && return 1; }
  sync_later "$path"
}

state_hard() {
  if [ -z "${src-}" ]; then fail 'src is required for creating new hardlinks'; fi
  if [ ! -e "$src" ]; then
    data dest "$path"
    data src "$src"
    fail 'src does not exist'
  fi
  old=$st_dev:$st_ino was=$st_type
  stat_of "$src"
  if [ "$old" != "$st_dev:$st_ino" ]; then
    if [ "$was" != absent ] && [ "$force" = false ]; then
      data dest "$path"
      fail 'Cannot link, file exists at destination'
    fi
    if [ "$was" = directory ] && [ -n "$(ls -A -- "$path")" ]; then fail "the directory $path is not empty, refusing to convert it"; fi
    change state "$before" hard make_link
  fi
  stat_of "$path"
  if [ "$st_type" != absent ]; then set_attributes "$path"; fi
}

# what is there is told of what fails, too
tell_failed() {
  if [ "$?" -eq 0 ]; then return; fi
  data path "$path"
  if [ -n "${src-}" ]; then data src "$src"; fi
  stat_of "$path"
  report_file "$path"
}

# --- main ---

trap tell_failed EXIT

while :; do case $path in ?*/) path=${path%/} ;; *) break ;; esac; done
case $path in /* | '') ;; *) path=./$path ;; esac
named=$path
if [ "$follow" = true ] && [ -L "$path" ]; then
  case ${state-} in
    link | absent | hard) ;;
    '' | touch) if read_link -f "$path" && [ -e "$a_link" ]; then path=$a_link; fi ;;
    *) if read_link -f "$path"; then path=$a_link; fi ;;
  esac
fi
stat_of "$path"
before=$st_type
if [ "$st_type" = file ] && [ "$st_nlink" -gt 1 ]; then before=hard; fi
if [ -z "${state-}" ]; then
  case $before in
    absent) if [ "$recurse" = true ]; then state=directory; else state=file; fi ;;
    directory | link) state=$before ;;
    *) state=file ;;
  esac
fi
case $state in
  link | hard) ;;
  *) if [ -n "${src-}" ]; then fail "src option requires state to be 'link' or 'hard'"; fi ;;
esac
if [ "$recurse" = true ] && [ "$state" != directory ]; then fail "recurse option requires state to be 'directory'"; fi
"state_$state"

case $state in
  absent)
    data path "$path" state absent
    in_check report_file "$path"
    ;;
  directory | file) report_file "$path" path "$path" ;;
  *)
    if [ "$state" = touch ]; then path=$named; fi
    data dest "$path"
    if [ -n "${src-}" ]; then data src "$src"; fi
    report_file "$path"
    ;;
esac
