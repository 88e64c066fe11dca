# shellcheck shell=sh disable=SC2154
# What decides whether a generation boots, as data for the check. `wanted`: a number, current or newest.
case $wanted in
  current) wanted=$(current_number) ;;
  newest) wanted=$(finished_numbers | tail -n 1) ;;
esac
is_finished "$wanted" || fail "there is no finished generation ${wanted:-} of $image"
root=$generations/$wanted/root

# The release is told in the header of a bzImage: a pointer at byte 526, relative to 512.
release_of() {
  at=$(od -An -tu2 -j526 -N2 -- "$1" | tr -d ' ')
  [ "${at:-0}" -gt 0 ] || return 0
  tail -c "+$((at + 513))" -- "$1" | head -c 200 | tr '\0' '\n' | head -n 1 | cut -d ' ' -f 1
}

# Every directory above a boot file must let the TFTP server's user through.
modes_to() {
  path=$1
  while [ -n "$path" ] && [ "$path" != / ]; do
    stat_of -L "$path"
    data mode "$st_mode $st_type $path"
    path=${path%/*}
  done
}

# boot_file NAME: of the image itself, but only when no link leads elsewhere
same_as_root() {
  for each in "$root/boot" "$root/boot/$2"; do
    if [ -L "$each" ] || [ ! -e "$each" ]; then return 0; fi
  done
  if ! cmp -s -- "$boot/$wanted/$1" "$root/boot/$2"; then data differs "$1 $2"; fi
}

kernel=$(sed -n 's/.*"kernel":"\([^"]*\)".*/\1/p' "$generations/$wanted/generation.json")
data number "$wanted"
data kernel "$kernel"
data release "$(release_of "$boot/$wanted/vmlinuz")"
data initrd "$boot/$wanted/initrd.img"
modes_to "$boot/$wanted/vmlinuz"
modes_to "$boot/$wanted/initrd.img"
same_as_root vmlinuz "vmlinuz-$kernel"
same_as_root initrd.img "initrd.img-$kernel"
for each in $(names_in "$root/lib/modules"); do data modules "$each"; done
if [ -f "$root/lib/modules/$kernel/modules.builtin" ]; then data_file builtin "$root/lib/modules/$kernel/modules.builtin"; fi
for each in $(names_in "$boot/$wanted/nodes"); do data_file "node $each" "$boot/$wanted/nodes/$each"; done
for each in /etc/exports /etc/exports.d/tsplay-"$image".exports; do
  if [ -f "$each" ]; then data_file "exports $each" "$each"; fi
done
data export_path "$root"
data nfs_backend "$(conf nfs_backend)"
for each in etc/fstab etc/network/interfaces etc/overlayroot.conf; do
  if [ -f "$root/$each" ] && [ ! -L "$root/$each" ] && [ ! -L "$root/etc" ]; then data_file "file $each" "$root/$each"; fi
done
