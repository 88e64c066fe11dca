# shellcheck shell=sh disable=SC2154,SC2317
opts=${opts:-defaults}
if [ "$boot" = false ]; then case ,$opts, in *,noauto,*) ;; *) opts=$opts,noauto ;; esac; fi
case $path in ?*/) path=${path%/} ;; esac
data name "$path"
data fstab "$fstab"

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
  line="$(escaped "$src") $point $fstype $opts $dump $passno"
  printf '%s' "$ended" | point=$point line=$line awk '
    /^[ \t]*#/ || NF < 4 || $2 != ENVIRON["point"] || ($3 == "swap" && $2 == "none") { print; next }
    {
      if (done) next
      done = 1
      split(ENVIRON["line"], want, " ")
      same = ($1 == want[1] && $3 == want[3] && $4 == want[4] && (NF < 5 ? "0" : $5) == want[5] && (NF < 6 ? "0" : $6) == want[6])
      print (same ? $0 : ENVIRON["line"])
    }
    END { if (!done) print ENVIRON["line"] }'
  echo .
}

without_line() {
  printf '%s' "$ended" | point=$point awk '/^[ \t]*#/ || NF < 4 || $2 != ENVIRON["point"] { print }'
  echo .
}

write_fstab() {
  if [ "$backup" = true ] && [ -f "$fstab" ]; then cp -p -- "$fstab" "$backup_file" || return; fi
  put "$fstab" '' '' '' text "$new"
}

set_fstab() {
  new=${1%.}
  if [ "$new" = "$ended" ]; then return; fi
  if [ "$backup" = true ]; then backup_name "$fstab" && data backup_file "$backup_file"; fi
  change fstab "$old" "$new" write_fstab
}

# what is mounted there now, from the kernel's own list
mounted_now() {
  [ -d "$path" ] || return 1
  real=$(readlink -f -- "$path")
  [ -n "$(point=$(escaped "$real") awk '$5 == ENVIRON["point"] { print; exit }' /proc/self/mountinfo)" ]
}

mount_now() {
  if [ ! -d "$path" ]; then mkdir -p -- "$path" || return; fi
  if [ "$state" = ephemeral ] || [ "$fstab" != /etc/fstab ]; then mount -t "$fstype" -o "$opts" -- "$src" "$path"; else mount -- "$path"; fi
}

tell() {
  data src "${src-}"
  data fstype "${fstype-}"
  data opts "$opts"
  data dump "$dump"
  data passno "$passno"
}

left_to_boot() {
  if [ "$in_image" = true ]; then data msg 'this is an image: nothing is mounted here, that is left to the boot'; fi
}

case $state in
  present)
    set_fstab "$(with_line)"
    tell
    ;;
  absent_from_fstab) set_fstab "$(without_line)" ;;
  absent)
    set_fstab "$(without_line)"
    if [ "$in_image" = false ]; then
      if mounted_now; then change mounted true false umount -- "$path"; fi
      if [ -d "$path" ] && ! mounted_now && [ -z "$(ls -A -- "$path")" ]; then change directory present absent rmdir -- "$path"; fi
    fi
    ;;
  mounted)
    set_fstab "$(with_line)"
    tell
    left_to_boot
    if [ "$in_image" = false ] && ! mounted_now; then change mounted false true mount_now; fi
    ;;
  ephemeral)
    tell
    left_to_boot
    if [ "$in_image" = false ] && ! mounted_now; then change mounted false true mount_now; fi
    ;;
  unmounted)
    left_to_boot
    if [ "$in_image" = false ] && mounted_now; then change mounted true false umount -- "$path"; fi
    ;;
  remounted)
    left_to_boot
    if [ "$in_image" = false ]; then
      mounted_now || fail "$path is not mounted"
      if [ "$opts" = defaults ]; then
        change mounted mounted remounted mount -o remount -- "$path"
      else
        change mounted mounted remounted mount -o "remount,$opts" -- "$path"
      fi
    fi
    ;;
esac
exit 0
