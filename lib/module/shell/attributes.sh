# shellcheck shell=sh disable=SC2154,SC2034
# Owner, group, mode and flags of a path, from the variables owner, group, mode and attributes (which may be
# unset). want_* look and decide, set_* change. They read st_* of the last stat_of.

a_of='' # after the key of each change: of which file

# look_up_owner: sets a_uid and a_gid ('' when nothing is asked), fails for names nobody has; in a check an earlier
# task may be the one that makes them, so they are told once and stand for their numbers
look_up_owner() {
  a_uid='' a_gid=''
  case ${owner-} in
    '') ;;
    "${st_owner-}") a_uid=$st_uid ;;
    *[!0-9]*) a_uid=$(id -u -- "$owner" 2>/dev/null) || nobody owner "chown failed: failed to look up user $owner" ;;
    *) without_zeros "$owner" && a_uid=$a_number && in_check tell_unknown passwd "$owner" "failed to look up user with uid $owner" ;;
  esac
  case ${group-} in
    '') ;;
    "${st_group-}") a_gid=$st_gid ;;
    *[!0-9]*) a_gid=$(gid_of "$group") || nobody group "chgrp failed: failed to look up group $group" ;;
    *) without_zeros "$group" && a_gid=$a_number && in_check tell_unknown group "$group" "failed to look up group with gid $group" ;;
  esac
}

# without_zeros NUMBER: sets a_number
without_zeros() {
  a_number=$1
  while :; do case $a_number in 0?*) a_number=${a_number#0} ;; *) return ;; esac; done
}

nobody() {
  case $1 in owner) a_uid=$owner ;; *) a_gid=$group ;; esac
  tell_once "$2"
}

tell_unknown() {
  getent "$1" "$2" >/dev/null 2>&1 || grep -q "^[^:]*:[^:]*:$2:" "/etc/$1" || tell_once "$3"
}

a_told=''
tell_once() {
  case $a_told in *"<$1>"*) return ;; esac
  absent "$1"
  a_told="$a_told<$1>"
}

# read_link [-f] PATH: sets a_link, exactly, also when the name ends in newlines
read_link() {
  case $1 in
    -f) a_link=$(readlink -n -f -- "$2" && echo .) || return ;;
    *) a_link=$(readlink -n -- "$1" && echo .) || return ;;
  esac
  a_link=${a_link%.}
}

gid_of() {
  a_found=$(getent group "$1" 2>/dev/null) || a_found=$(grep -F -- "$1:" /etc/group)
  printf '%s\n' "$a_found" | awk -F: -v n="$1" '$1 == n { print $3; found = 1; exit } END { exit !found }'
}

# want_mode CURRENT TYPE: sets a_mode, four octal digits, '' when nothing is asked
want_mode() {
  case ${mode-} in
    '') a_mode='' ;;
    *[!0-7]*) symbolic_mode "$mode" "$1" "$2" ;;
    *) a_mode=$mode ;;
  esac
}

symbolic_mode() {
  a_bits=$((0$2)) a_before=$((0$2)) a_type=$3 a_rest=$1,
  while [ -n "$a_rest" ]; do
    a_clause=${a_rest%%,*}
    a_rest=${a_rest#*,}
    symbolic_clause
  done
  a_mode=$(printf '%04o' "$a_bits")
}

# who, then one or more of + - = with permissions
symbolic_clause() {
  a_who=${a_clause%%[!ugoa]*}
  a_clause=${a_clause#"$a_who"}
  a_mask=0
  case $a_who in
    '') a_who=ugo a_mask=$((0$(umask))) ;;
    *a*) a_who=ugo ;;
  esac
  while [ -n "$a_clause" ]; do
    a_tail=${a_clause#?}
    a_op=${a_clause%"$a_tail"}
    a_perms=${a_tail%%[-+=]*}
    a_clause=${a_tail#"$a_perms"}
    case $a_who in *u*) symbolic_apply 6 04000 ;; esac
    case $a_who in *g*) symbolic_apply 3 02000 ;; esac
    case $a_who in *o*) symbolic_apply 0 01000 ;; esac
  done
}

# symbolic_apply SHIFT SPECIAL-BIT
symbolic_apply() {
  a_set=0
  case $a_perms in *r*) a_set=$((a_set | 4)) ;; esac
  case $a_perms in *w*) a_set=$((a_set | 2)) ;; esac
  case $a_perms in *x*) a_set=$((a_set | 1)) ;; esac
  case $a_perms in *X*) if [ "$a_type" = directory ] || [ $((a_before & 0111)) -ne 0 ]; then a_set=$((a_set | 1)); fi ;; esac
  case $a_perms in
    u) a_set=$(((a_before >> 6) & 7)) ;;
    g) a_set=$(((a_before >> 3) & 7)) ;;
    o) a_set=$((a_before & 7)) ;;
  esac
  a_set=$(((a_set << $1) & ~a_mask))
  case $1$a_perms in 6*s* | 3*s* | 0*t*) a_set=$((a_set | $2)) ;; esac
  case $a_op in
    +) a_bits=$((a_bits | a_set)) ;;
    -) a_bits=$((a_bits & ~a_set)) ;;
    =) a_bits=$(((a_bits & ~((7 << $1) | $2)) | a_set)) ;;
  esac
}

# set_attributes PATH: after stat_of PATH (a link's own owner changes, its mode cannot)
set_attributes() {
  look_up_owner
  want_mode "$st_mode" "$st_type"
  if [ -n "$a_uid" ] && [ "$a_uid" != "$st_uid" ]; then change "owner$a_of" "$st_uid" "$a_uid" own "$a_uid" "$1"; fi
  if [ -n "$a_gid" ] && [ "$a_gid" != "$st_gid" ]; then change "group$a_of" "$st_gid" "$a_gid" own ":$a_gid" "$1"; fi
  if [ -n "$a_mode" ] && [ "$a_mode" != "$st_mode" ] && [ "$st_type" != link ]; then
    # only with a fifth digit does GNU's chmod take set-id bits of a directory away
    change "mode$a_of" "$st_mode" "$a_mode" chmod -- "0$a_mode" "$1"
  fi
  if [ -n "${attributes-}" ] && [ "$st_type" != link ]; then set_flags "$1"; fi
}

# chown drops the set-id bits: they are put back
own() {
  chown -h -- "$1" "$2" || return
  case $st_type:$st_mode in link:* | *:0*) ;; *) chmod -- "$st_mode" "$2" || return ;; esac
  sync_later "$2"
}

# set_flags PATH: $attributes is [+-=]letters
set_flags() {
  have lsattr || fail "attributes: the host has no lsattr"
  a_now=$(lsattr -d -- "$1" 2>/dev/null) || return 0
  a_now=$(printf '%s' "${a_now%% *}" | tr -d -- -)
  case $attributes in [-+=]*) a_op=${attributes%"${attributes#?}"} a_letters=${attributes#?} ;; *) a_op='=' a_letters=$attributes ;; esac
  a_new=$a_now
  if [ "$a_op" = '=' ]; then a_new=$(printf '%s' "$a_now" | tr -cd eE); fi
  for a_letter in $(printf '%s' "$a_letters" | sed 's/./& /g'); do
    a_new=$(printf '%s' "$a_new" | tr -d "$a_letter")
    if [ "$a_op" != - ]; then a_new=$a_new$a_letter; fi
  done
  if [ "$(sorted_letters "$a_new")" != "$(sorted_letters "$a_now")" ]; then
    change "attributes$a_of" "$a_now" "$a_new" chattr "$a_op$a_letters" -- "$1"
  fi
}

sorted_letters() {
  printf '%s' "$1" | sed 's/./&\n/g' | sort | tr -d '\n'
}

# report_file PATH [KEY VALUE]…: what the result tells about it, after what else there is to tell
report_file() {
  stat_once "$1"
  shift
  a_state=$st_type a_told_mode=$st_mode
  if [ "$st_type" = absent ]; then
    data "$@" state absent
    return
  fi
  if [ "$st_type" = file ] && [ "$st_nlink" -gt 1 ]; then a_state=hard; fi
  case $st_mode in 0*) ;; *) a_told_mode=0$st_mode ;; esac
  data "$@" state "$a_state" mode "$a_told_mode" uid "$st_uid" gid "$st_gid" owner "$st_owner" group "$st_group" size "$st_size"
}
