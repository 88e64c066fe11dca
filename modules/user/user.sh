# shellcheck shell=sh disable=SC2154,SC2317
# field N FILE: of the user's line
field() {
  name=$name n=$1 awk -F: '$1 == ENVIRON["name"] { print $ENVIRON["n"]; exit }' "$2" 2>/dev/null
}

observe() {
  line=$(name=$name awk -F: '$1 == ENVIRON["name"] { print; exit }' /etc/passwd)
  if [ -z "$line" ] && [ "$local" = false ]; then line=$(getent passwd "$name" 2>/dev/null); fi
  # getent takes a number for a uid
  case $line in "$name":*) ;; *) line='' ;; esac
  old_uid='' old_gid='' old_comment='' old_home='' old_shell=''
  if [ -z "$line" ]; then return; fi
  rest=${line#*:*:}
  old_uid=${rest%%:*} rest=${rest#*:}
  old_gid=${rest%%:*} rest=${rest#*:}
  old_comment=${rest%%:*} rest=${rest#*:}
  old_home=${rest%%:*}
  old_shell=${rest#*:}
}

gid_of_group() {
  found=$(g=$1 awk -F: '$1 == ENVIRON["g"] || ($3 == ENVIRON["g"] && ENVIRON["g"] ~ /^[0-9]+$/) { print $3; exit }' /etc/group)
  if [ -z "$found" ]; then
    found=$(getent group "$1" 2>/dev/null) || return 1
    found=${found#*:*:}
    found=${found%%:*}
  fi
  printf '%s\n' "$found"
}

# --- absent ---

remove_user() {
  if have userdel; then
    set -- ''
    if [ "$force" = true ]; then set -- "$@" -f; fi
    if [ "$remove" = true ]; then set -- "$@" -r; fi
    shift
    account userdel "$@" -- "$name"
  elif [ "$remove" = true ]; then
    account deluser --remove-home "$name"
  else
    account deluser "$name"
  fi
}

# what a new home has from the skeleton
note_home() {
  set +f
  set -- "$1" "$1"/* "$1"/.[!.]*
  set -f
  sync_later "$@"
}

# account CMD…: the files are synced by the programs, their new names in /etc are not
account() { "$@" && sync_later /etc/passwd; }

# --- a new one ---

add_user() {
  have useradd || fail 'the host has no useradd'
  set -- ''
  if [ -n "${uid-}" ]; then set -- "$@" -u "$uid"; fi
  if [ -n "${uid_min-}" ]; then set -- "$@" -K "UID_MIN=$uid_min"; fi
  if [ -n "${uid_max-}" ]; then set -- "$@" -K "UID_MAX=$uid_max"; fi
  if [ "$non_unique" = true ]; then set -- "$@" -o; fi
  if [ -n "${group-}" ]; then
    set -- "$@" -g "$group"
  elif gid_of_group "$name" >/dev/null; then
    set -- "$@" -N
  fi
  if [ -n "$wanted_groups" ]; then set -- "$@" -G "$wanted_groups"; fi
  if [ -n "${comment+set}" ]; then set -- "$@" -c "$comment"; fi
  if [ -n "${home-}" ]; then set -- "$@" -d "$home"; fi
  if [ -n "${shell-}" ]; then set -- "$@" -s "$shell"; fi
  if [ -n "$expire_day" ]; then set -- "$@" -e "$expire_date"; fi
  if [ "$system" = true ]; then set -- "$@" -r; fi
  if [ "$create_home" = true ]; then
    set -- "$@" -m
    if [ -n "${skeleton-}" ]; then set -- "$@" -k "$skeleton"; fi
    if [ -n "${umask-}" ]; then set -- "$@" -K "UMASK=$umask"; fi
  else
    set -- "$@" -M
  fi
  shift
  account useradd "$@" -- "$name" || return
  if [ -n "${password+set}" ]; then set_password || return; fi
  if [ "${password_lock-}" = true ]; then usermod -L -- "$name" || return; fi
  set_ages || return
  if [ "$create_home" = true ]; then observe && note_home "$old_home"; fi
}

# on standard input: nobody sees it in the process list
set_password() {
  case $password in *"$ts_newline"*) fail "the password of $name holds a line break" ;; esac
  printf '%s:%s\n' "$name" "$password" | account chpasswd -e
}

set_ages() {
  set_age -M "${password_expire_max-}" && set_age -m "${password_expire_min-}" &&
    set_age -W "${password_expire_warn-}" && set_age -I "${password_expire_account_disable-}"
}

# set_age CHAGE-OPTION DAYS
set_age() { [ -z "$2" ] || chage "$1" "$2" -- "$name"; }

# --- one that is there ---

modify() {
  if [ -n "${uid-}" ] && [ "$uid" != "$old_uid" ]; then
    if [ "$non_unique" = true ]; then change uid "$old_uid" "$uid" account usermod -o -u "$uid" -- "$name"; else change uid "$old_uid" "$uid" account usermod -u "$uid" -- "$name"; fi
  fi
  if [ -n "${group-}" ]; then
    gid=$(gid_of_group "$group") || fail "Group $group does not exist"
    if [ "$gid" != "$old_gid" ]; then change group "$old_gid" "$gid" account usermod -g "$gid" -- "$name"; fi
  fi
  if [ "$set_groups" = true ]; then modify_groups; fi
  if [ -n "${comment+set}" ] && [ "$comment" != "$old_comment" ]; then change comment "$old_comment" "$comment" account usermod -c "$comment" -- "$name"; fi
  if [ -n "${home-}" ] && [ "$home" != "$old_home" ]; then
    if [ "$move_home" = true ]; then change home "$old_home" "$home" move_home; else change home "$old_home" "$home" account usermod -d "$home" -- "$name"; fi
  fi
  if [ -n "${shell-}" ] && [ "$shell" != "$old_shell" ]; then change shell "$old_shell" "$shell" account usermod -s "$shell" -- "$name"; fi
  if [ -n "$expire_day" ]; then
    old_day=$(field 8 /etc/shadow)
    if [ "$expire_day" = -1 ]; then want_day=''; else want_day=$expire_day; fi
    if [ "$old_day" != "$want_day" ]; then change expires "$old_day" "$want_day" account usermod -e "$expire_date" -- "$name"; fi
  fi
  modify_password
}

move_home() { account usermod -m -d "$home" -- "$name" && sync_later "$old_home" "$home"; }

modify_password() {
  hash=$(field 2 /etc/shadow)
  if [ -n "${password+set}" ] && [ "$update_password" = always ] && [ "${hash#!}" != "${password#!}" ]; then
    change password '(hidden)' '(hidden)' set_password
    hash=$password
  fi
  case ${password_lock-}:$hash in
    true:!*) ;;
    true:*) change password_lock false true account usermod -L -- "$name" ;;
    false:!?*) change password_lock true false account usermod -U -- "$name" ;;
  esac
  modify_age password_expire_max 5 -M "${password_expire_max-}"
  modify_age password_expire_min 4 -m "${password_expire_min-}"
  modify_age password_expire_warn 6 -W "${password_expire_warn-}"
  modify_age password_expire_account_disable 7 -I "${password_expire_account_disable-}"
}

# modify_age OPTION FIELD CHAGE-OPTION DAYS
modify_age() {
  if [ -z "$4" ]; then return; fi
  old_days=$(field "$2" /etc/shadow)
  # -1 empties the field
  if [ "${old_days:--1}" != "$4" ]; then change "$1" "$old_days" "$4" account chage "$3" "$4" -- "$name"; fi
}

# the names of the groups the user is in besides its own, one a line, sorted
present_groups() {
  name=$name own=$own awk -F: '$3 != ENVIRON["own"] { n = split($4, who, ","); for (i = 1; i <= n; i++) if (who[i] == ENVIRON["name"]) print $1 }' /etc/group | sort -u
}

modify_groups() {
  own=$old_gid
  if [ -n "${group-}" ]; then own=$(gid_of_group "$group"); fi
  have_groups=$(present_groups | tr '\n' ',')
  missing='' kept=''
  each_groups note_group
  if [ "$append" = true ]; then
    if [ -n "$missing" ]; then change groups "${have_groups%,}" "$have_groups${missing#,}" account usermod -a -G "${missing#,}" -- "$name"; fi
    return
  fi
  want=$(printf '%s' "$missing$kept" | tr ',' '\n' | sort -u | sed /^$/d | tr '\n' ',')
  if [ "$want" != "$have_groups" ]; then change groups "${have_groups%,}" "${want%,}" account usermod -G "${want%,}" -- "$name"; fi
}

# name_of_group NAME-OR-NUMBER
name_of_group() { g=$1 awk -F: '$1 == ENVIRON["g"] { named = $1; exit } $3 == ENVIRON["g"] { named = $1 } END { print named }' /etc/group; }

# the group that is the user's own already is no other group of it
note_group() {
  if [ "$(gid_of_group "$1")" = "$own" ]; then return; fi
  case $1 in *[!0-9]*) ;; *) set -- "$(name_of_group "$1")" ;; esac
  case ,$have_groups in *",$1,"*) kept=$kept,$1 ;; *) missing=$missing,$1 ;; esac
}

check_group() {
  gid_of_group "$1" >/dev/null || fail "Group $1 does not exist"
  wanted_groups=$wanted_groups,$1
}

# --- the home of one that is there ---

# Debian's name for a home that must never be
needs_home() {
  case $old_home in '' | /nonexistent*) return 1 ;; esac
  [ "$create_home" = true ] && [ ! -e "$old_home" ]
}

make_home() {
  from=${skeleton:-/etc/skel}
  mkdir -p -- "$old_home" || return
  if [ -d "$from" ]; then cp -dR -- "$from/." "$old_home" || return; fi
  mask=${umask:-$(sed -n 's/^UMASK[[:blank:]]*\([0-7]*\)[[:blank:]]*$/\1/p' /etc/login.defs 2>/dev/null | tail -n 1)}
  chmod -- "$(printf '%o' "$((0777 & ~0${mask:-22}))")" "$old_home" && chown -hR "$old_uid:$old_gid" "$old_home" &&
    note_home "$old_home"
}

# --- ssh key ---

ssh_key() {
  observe
  file=${ssh_key_file:-.ssh/id_$ssh_key_type}
  case $file in /*) ;; *) file=${old_home:-${home:-/home/$name}}/$file ;; esac
  if [ ! -f "$file" ]; then change ssh_key absent "$file" make_key; fi
  if [ -f "$file.pub" ]; then
    data ssh_key_file "$file"
    data ssh_fingerprint "$(ssh-keygen -l -f "$file.pub")"
    data ssh_public_key "$(cat -- "$file.pub")"
  fi
}

# generate_key WORD…: a passphrase is none of them; without a terminal it is read, twice, from standard input
generate_key() {
  if [ -z "${ssh_key_passphrase-}" ]; then
    ssh-keygen "$@" -N ''
  else
    printf '%s\n%s\n' "$ssh_key_passphrase" "$ssh_key_passphrase" | env -u DISPLAY -u SSH_ASKPASS_REQUIRE setsid ssh-keygen "$@"
  fi
}

# the directory is the user's: what is put there behind our back as a link is not followed
make_key() {
  directory=${file%/*}
  refuse_link "$directory" "$old_uid" "$name"
  if [ ! -d "$directory" ]; then mkdir -m 700 -- "$directory" && chown -h -- "$old_uid:$old_gid" "$directory" || return; fi
  comment_text=$(printf '%s' "$ssh_key_comment" | sed "s/\$HOSTNAME/$(uname -n)/")
  ts_scratch
  made=$ts_file
  set -- -q -t "$ssh_key_type" -C "$comment_text" -f "$made"
  if [ -n "${ssh_key_bits-}" ]; then set -- "$@" -b "$ssh_key_bits"; fi
  generate_key "$@" && sync_later "$directory" || return
  put "$file" 0600 "$old_uid" "$old_gid" file "$made"
  put "$file.pub" 0644 "$old_uid" "$old_gid" file "$made.pub"
}

# --- main ---

observe
if [ "$local" = true ] && [ -z "$line" ]; then
  warn "'local: true' specified and user '$name' was not found in /etc/passwd. The local user account may already \
exist if the local account database exists somewhere other than /etc/passwd."
fi
data name "$name" state "$state"
if [ "$state" = absent ]; then
  if [ -n "$line" ]; then
    change state present absent remove_user
    data force "$force" remove "$remove"
  fi
  exit 0
fi
wanted_groups=''
each_groups check_group
wanted_groups=${wanted_groups#,}
if [ -n "${group-}" ]; then gid_of_group "$group" >/dev/null || fail "Group $group does not exist"; fi
if [ -z "$line" ]; then
  change state absent present add_user
  data create_home "$create_home" system "$system"
else
  modify
  observe
  if needs_home; then change home_directory absent "$old_home" make_home; fi
  data append "$append" move_home "$move_home"
fi
if [ "$generate_ssh_key" = true ]; then ssh_key; fi
observe
if [ -z "$line" ]; then old_comment=${comment-} old_home=${home-} old_shell=${shell-}; fi
data comment "$old_comment" home "$old_home" shell "$old_shell"
if [ -n "$old_uid" ]; then
  data uid "$old_uid" group "$old_gid"
fi
if [ "$set_groups" = true ]; then data groups "$wanted_groups"; fi
if [ -n "${password+set}" ]; then data password NOT_LOGGING_PASSWORD; fi
exit 0
