# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# Looking at files.

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
  case $# in 1) st_of=$1 && set -- -- "$1" ;; *) set -- -L -- "$2" ;; esac
  if ts_ask stat -c '%a %u %g %s %Y %d %i %h %F:%U:%G' "$@"; then
    # names may hold blanks, but no colon
    st_owner=${ts_said#*:}
    st_group=${st_owner#*:} st_owner=${st_owner%%:*}
    # shellcheck disable=SC2086 # the words of stat's answer
    ts_stat_words ${ts_said%%:*}
    return
  fi
  case $ts_said in
    *'No such file'* | *'Not a directory'*) st_type=absent ;;
    *) fail "${ts_said:-stat failed}" ;;
  esac
}

# ts_ask CMD…: sets ts_said to the line that a program prints, to all it says when it fails. For a substitution the shell
# forks; where files are in memory the program writes to one, and dash starts it with its cheap vfork.
ts_ask() {
  case $ts_prints in
    /dev/shm/*) [ -d "$ts_prints" ] ;;
    *) false ;;
  esac || {
    ts_said=$(exec "$@" 2>&1)
    return
  }
  ts_said=''
  if "$@" >"$ts_prints/said" 2>&1; then
    IFS= read -r ts_said <"$ts_prints/said" || :
  else
    set -- "$?"
    ts_said=$(cat -- "$ts_prints/said")
    return "$1"
  fi
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
  st_mode=$1 st_uid=$2 st_gid=$3 st_size=$4 st_mtime=$5 st_dev=$6 st_ino=$7 st_nlink=$8
  shift 8
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

# parent_of PATH: sets ts_parent, the directory that it is in
parent_of() {
  case $1 in */*) ts_parent=${1%/*} ;; *) ts_parent=. ;; esac
  ts_parent=${ts_parent:-/}
}

# is_text PATH TEXT: is that the text of a file? Reads no further than to the first line that is another.
is_text() {
  [ -f "$1" ] || return
  ts_text=$2 ts_line=''
  while IFS= read -r ts_line; do
    case $ts_text in "$ts_line$ts_newline"*) ts_text=${ts_text#"$ts_line$ts_newline"} ;; *) return 1 ;; esac
    ts_line=''
  done <"$1" || return
  [ "$ts_text" = "$ts_line" ]
}

# look_sha1 PATH: sets st_sha1
look_sha1() {
  st_sha1=$(exec sha1sum <"$1") || return
  st_sha1=${st_sha1%% *}
}

# sha256_of PATH, sha1_of PATH, md5_of PATH: print the digest
sha256_of() {
  ts_sum=$(exec sha256sum <"$1") || return
  printf '%s\n' "${ts_sum%% *}"
}

sha1_of() {
  ts_sum=$(exec sha1sum <"$1") || return
  printf '%s\n' "${ts_sum%% *}"
}

md5_of() {
  ts_sum=$(exec md5sum <"$1") || return
  printf '%s\n' "${ts_sum%% *}"
}
