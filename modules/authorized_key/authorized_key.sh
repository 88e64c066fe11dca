# shellcheck shell=sh disable=SC2154,SC2317
line=$(user=$user awk -F: '$1 == ENVIRON["user"] { print; exit }' /etc/passwd)
if [ -z "$line" ]; then line=$(getent passwd "$user" 2>/dev/null); fi
if [ -z "$line" ]; then fail "Failed to lookup user $user: \"getpwnam(): name not found: '$user'\""; fi
rest=${line#*:*:}
uid=${rest%%:*} rest=${rest#*:}
gid=${rest%%:*} rest=${rest#*:*:}
home=${rest%%:*}
file=${path:-$home/.ssh/authorized_keys}
directory=${file%/*}

refuse_link "$directory" "$uid" "$user"
refuse_link "$file" "$uid" "$user"

make_directory() { mkdir -m 700 -- "$directory" && chown -h -- "$uid:$gid" "$directory" && sync_later "$directory"; }

if [ "$manage_dir" = true ]; then
  stat_of -L "$directory"
  case $st_type in
    absent) change directory absent "$directory" make_directory ;;
    directory)
      if [ "$st_uid:$st_gid" != "$uid:$gid" ]; then change owner "$st_uid:$st_gid" "$uid:$gid" chown -h -- "$uid:$gid" "$directory"; fi
      if [ "$st_mode" != 0700 ]; then change mode "$st_mode" 0700 chmod -- 00700 "$directory"; fi
      ;;
    *) fail "$directory is a $st_type" ;;
  esac
fi
data file "$file"
data uid "$uid"
data gid "$gid"
if [ -f "$file" ]; then
  data_file content "$file"
  report_file "$file"
fi
exit 0
