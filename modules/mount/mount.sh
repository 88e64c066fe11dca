# shellcheck shell=sh disable=SC2154,SC2317
opts=${opts:-defaults}
if [ "$boot" = false ]; then case ,$opts, in *,noauto,*) ;; *) opts=$opts,noauto ;; esac; fi
while :; do case $path in ?*/) path=${path%/} ;; *) break ;; esac; done
data name "$path" fstab "$fstab"
data backup_file ''

# blanks, tabs, newlines and backslashes in octal
escaped() {
  printf '%s' "$1" | awk '{ gsub(/\\/, "\\134"); gsub(/ /, "\\040"); gsub(/\t/, "\\011"); printf "%s%s", (NR > 1 ? "\\012" : ""), $0 }'
}

point=$(escaped "$path")
old=''
if [ -f "$fstab" ]; then
  old=$(cat -- "$fstab" && echo .)
  old=${old%.}
fi
case $old in '' | *'
') ended=$old ;; *) ended="$old
" ;; esac

with_line() {
  line="$(escaped "$src") $point $(escaped "$fstype") $(escaped "$opts") $dump $passno"
  printf '%s' "$ended" | point=$point src=$(escaped "$src") line=$line awk '
    /^[ \t]*#/ || NF < 4 || $2 != ENVIRON["point"] || ($3 == "swap" && $2 == "none" && $1 != ENVIRON["src"]) { print; next }
    {
      if (done) next
      done = 1
      split(ENVIRON["line"], want, " ")
      same = ($1 == want[1] && $3 == want[3] && $4 == want[4] && (NF < 5 ? "0" : $5) == want[5] && (NF < 6 ? "0" : $6) == want[6])
      print (same ? $0 : ENVIRON["line"])
    }
    END { if (!done) print ENVIRON["line"] }' && echo .
}

without_line() {
  printf '%s' "$ended" | point=$point src=$(escaped "${src-}") awk '
    /^[ \t]*#/ || NF < 4 || $2 != ENVIRON["point"] { print; next }
    $3 == "swap" && $2 == "none" && ENVIRON["src"] != "" && $1 != ENVIRON["src"]' && echo .
}

write_fstab() {
  if [ "$backup" = true ] && [ -f "$fstab" ]; then cp -p -- "$fstab" "$backup_file" || return; fi
  put "$fstab" '' '' '' text "$new"
}

set_fstab() {
  case $1 in *.) new=${1%.} ;; *) fail "cannot edit $fstab" ;; esac
  if [ "$new" = "$ended" ]; then return; fi
  if [ "$backup" = true ]; then backup_name "$fstab" && data backup_file "$backup_file"; fi
  change fstab "$old" "$new" write_fstab
}

# what is mounted there now, from the kernel's own list
mounted_now() {
  [ -e "$path" ] || return 1
  real=$(readlink -f -- "$path")
  source_now=$(point=$(escaped "$real") awk '$5 == ENVIRON["point"] { for (i = 7; i < NF; i++) if ($i == "-") at = i + 2; print $at }' /proc/self/mountinfo | tail -n 1)
  [ -n "$source_now" ]
}

# Is something else mounted there? A bind mount and a label do not show.
is_other_source() {
  case $src:$opts in *=*:* | *bind*) return 1 ;; esac
  case $source_now in "$src" | "${src%/}" | "$(readlink -f -- "$src")") return 1 ;; esac
}

# Before there is a line that a boot would stumble over, and with what the line is going to say.
mount_now() {
  first=''
  if [ ! -e "$path" ]; then
    first=$path
    while [ ! -d "${first%/*}/" ]; do first=${first%/*}; done
    mkdir -p -- "$path" && sync_path "${path%/*}/" || return
  fi
  said=$(mount -t "$fstype" -o "$opts" -- "$src" "$path" 2>&1) && return
  printf 'Error mounting %s: %s\n' "$path" "$said" >&2
  if [ -n "$first" ]; then remove_empty "$first" "$path"; fi
  return 1
}

# remove_empty FIRST LAST: the directories from LAST up to FIRST
remove_empty() {
  rmdir -- "$2" || return
  if [ "$1" != "$2" ]; then remove_empty "$1" "${2%/*}"; fi
}

remount() {
  if [ "$opts" = defaults ]; then mount -o remount -- "$path"; else mount -o "remount,$opts" -- "$path"; fi
}

remount_or_anew() {
  remount || { umount -- "$path" && mount_now; }
}

tell() {
  if [ -n "${src+set}" ]; then data src "$src"; fi
  if [ -n "${fstype+set}" ]; then data fstype "$fstype"; fi
  data opts "$opts" dump "$dump" passno "$passno"
  if [ "$boot" = true ]; then data boot yes; else data boot no; fi
}

left_to_boot() {
  if [ "$in_image" = true ]; then data msg 'this is an image: nothing is mounted here, that is left to the boot'; fi
}

tell
case $state:${src-}:${fstype-} in present::* | present:*: | mounted::* | mounted:*: | ephemeral::* | ephemeral:*:) fail 'src and fstype must not be empty' ;; esac
case $state in
  present) set_fstab "$(with_line)" ;;
  absent_from_fstab) set_fstab "$(without_line)" ;;
  absent)
    set_fstab "$(without_line)"
    if [ "$in_image" = false ]; then
      if mounted_now; then change mounted true false umount -- "$path"; fi
      if [ -d "$path" ] && ! mounted_now && [ -z "$(ls -A -- "$path")" ]; then change directory present absent rmdir -- "$path"; fi
    fi
    ;;
  mounted)
    left_to_boot
    was_mounted=$in_image
    if [ "$in_image" = false ]; then
      if mounted_now; then was_mounted=true; else change mounted false true mount_now; fi
    fi
    wanted=$(with_line)
    set_fstab "$wanted"
    if [ "$in_image" = false ] && [ "$was_mounted" = true ] && [ "${wanted%.}" != "$ended" ]; then
      change mounted mounted remounted remount_or_anew
    fi
    ;;
  ephemeral)
    left_to_boot
    if [ "$in_image" = false ]; then
      if ! mounted_now; then
        change mounted false true mount_now
      elif is_other_source; then
        fail "$path is mounted already, from $source_now instead of $src"
      fi
    fi
    ;;
  unmounted)
    left_to_boot
    if [ "$in_image" = false ] && mounted_now; then change mounted true false umount -- "$path"; fi
    ;;
  remounted)
    left_to_boot
    if [ "$in_image" = false ]; then
      mounted_now || fail "Error remounting $path: umount: $path: not mounted."
      change mounted mounted remounted remount
    fi
    ;;
esac
exit 0
