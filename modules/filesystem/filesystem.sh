# shellcheck shell=sh disable=SC2154,SC2317,SC2034
if [ ! -e "$dev" ]; then
  if [ "$state" = absent ]; then data msg "Device $dev not found." && exit 0; fi
  absent "Device $dev not found."
fi

# busybox's blkid takes no options
type_of() {
  { blkid -c /dev/null -- "$1" 2>/dev/null || blkid "$1" 2>/dev/null; } | sed -n 's/.*[ :]TYPE="\([^"]*\)".*/\1/p'
}

tool() { have "$1" || fail "the host has no $1"; }

size_of_device() {
  if [ -b "$dev" ]; then blockdev --getsize64 "$dev"; else stat -L -c %s -- "$dev"; fi
}

# The kernel tells a logical volume by its name in /dev/mapper, which is a link. A place with blanks is told in octal.
mounted_at() {
  real=$(readlink -f -- "$dev")
  while read -r source place rest; do
    case $source in /*) ;; *) continue ;; esac
    if [ "$(readlink -f -- "$source")" != "$real" ]; then continue; fi
    printf '%s\n' "$place" | sed 's/\\040/ /g; s/\\011/\t/g; s/\\134/\\/g'
    return
  done </proc/mounts
}

# product_of PATTERN PATTERN TEXT: of the two numbers behind the patterns
product_of() {
  first=$(printf '%s\n' "$3" | sed -n "s/.*$1 *\([0-9][0-9]*\).*/\1/p" | head -n 1)
  second=$(printf '%s\n' "$3" | sed -n "s/.*$2 *\([0-9][0-9]*\).*/\1/p" | head -n 1)
  if [ -z "$first" ] || [ -z "$second" ]; then fail "cannot read the size of the $fstype file system on $dev"; fi
  unit=$second size=$((first * second))
}

# sets size, and unit: what is smaller than that cannot be used
look_size() {
  case $fstype in
    ext*)
      tool dumpe2fs
      product_of 'Block count:' 'Block size:' "$(dumpe2fs -h -- "$dev" 2>/dev/null)"
      ;;
    xfs)
      tool xfs_info
      mounted=$(mounted_at)
      product_of 'data  *=.*blocks=' 'data  *=.*bsize=' "$(xfs_info "${mounted:-$dev}")"
      ;;
    btrfs)
      tool btrfs
      shown=$(btrfs inspect-internal dump-super -- "$dev")
      unit=4096 size=$(printf '%s\n' "$shown" | sed -n 's/^dev_item.total_bytes[[:space:]]*//p')
      ;;
    f2fs)
      tool dump.f2fs
      product_of 'total FS sectors = ' 'sector size = ' "$(dump.f2fs "$dev" 2>/dev/null)"
      ;;
    vfat)
      tool fatresize
      unit=1000000 size=$(fatresize --info "$dev" | sed -n 's/^\(Cur size\|Size\): *//p' | head -n 1)
      ;;
    lvm)
      tool pvs
      unit=4194304 size=$(pvs --noheadings -o pv_size --units b --nosuffix "$dev" | tr -d ' ')
      ;;
    *) fail "module does not support resizing $fstype filesystem yet." ;;
  esac
}

where_mounted() {
  mounted=$(mounted_at)
  [ -n "$mounted" ] || fail "$dev needs to be mounted for $fstype operations"
}

grow() {
  case $fstype in
    ext*) set -- resize2fs "$dev" ;;
    xfs) where_mounted && set -- xfs_growfs "$mounted" ;;
    btrfs) where_mounted && set -- btrfs filesystem resize max "$mounted" ;;
    f2fs) set -- resize.f2fs "$dev" ;;
    vfat) set -- fatresize --size "$(size_of_device)" "$dev" ;;
    lvm) set -- pvresize "$dev" ;;
  esac
  tool "$1"
  said=$("$@" 2>&1) || { printf '%s\n' "$said" >&2 && return 1; }
  data msg "$said"
}

grow_as_asked() {
  device_size=$(size_of_device)
  look_size
  if [ $((size + unit)) -gt "$device_size" ]; then
    data msg "$fstype filesystem is using the whole device $dev"
  else
    data msg "resizing filesystem $fstype on device $dev"
    change size "$size" "$device_size" grow
  fi
}

each_mkfs_words collect
make() {
  case $fstype in
    ext4dev) set -- mkfs.ext4 -F ;;
    ext*) set -- "mkfs.$fstype" -F ;;
    btrfs | f2fs | reiserfs | xfs) set -- "mkfs.$fstype" -f ;;
    ocfs2) set -- mkfs.ocfs2 -Fx ;;
    vfat) set -- mkfs.vfat ;;
    swap) case $(mkswap --help 2>&1) in *BusyBox*) set -- mkswap ;; *) set -- mkswap -f ;; esac ;;
    lvm) set -- pvcreate -f ;;
  esac
  tool "$1"
  eval "set -- \"\$@\" $collected"
  "$@" "$dev"
}

# without it, what the device holds would look like nothing
tool blkid
now=$(type_of "$dev")
case $now in LVM2_member) now=lvm ;; esac
case $state:${fstype-} in
  absent:*)
    if [ -n "$now" ]; then change fstype "$now" '' wipefs --all -- "$dev"; fi
    exit 0
    ;;
  present:ufs) fail 'fstype: ufs is not supported' ;;
esac
if [ "$now" = "$fstype" ] && [ "$resizefs" = true ]; then
  grow_as_asked
elif [ "$now" = "$fstype" ] && [ "$force" = false ]; then
  exit 0
elif [ -n "$now" ] && [ "$force" = false ]; then
  fail "'$dev' is already used as $now, use force=true to overwrite"
else
  change fstype "$now" "$fstype" make
fi
exit 0
