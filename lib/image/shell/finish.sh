# shellcheck shell=sh disable=SC2154
# Makes an unfinished generation that passed the gate a finished one. The rename at the end decides; all before it is
# on disk by then.
old=$generations/$number.unfinished
new=$generations/$number

# A link in the image must not make a file of this host's public.
copy_boot_file() {
  for each in "$old/root/boot" "$old/root/boot/$1"; do
    if [ -L "$each" ]; then fail "${each#"$old/root"} of the image is a link; refusing to publish what it leads to"; fi
  done
  install -m 0644 -- "$old/root/boot/$1" "$boot/$number.new/$2" && sync -- "$boot/$number.new/$2"
}

copy_boot_files() {
  remove_tree "$boot/$number.new"
  remove_tree "$boot/$number"
  mkdir -m 755 -- "$boot/$number.new" "$boot/$number.new/nodes" &&
    copy_boot_file "vmlinuz-$kernel" vmlinuz &&
    copy_boot_file "initrd.img-$kernel" initrd.img &&
    mv -T -- "$boot/$number.new" "$boot/$number"
}

describe() {
  put "$old/generation.json" 0644 '' '' text "{\"generation\":$number,\"image\":\"$image\",\"from\":\"$from\",\"kernel\":\"$kernel\",\"created\":\"$created\",\"made_by\":$made_by,\"vmlinuz_sha256\":\"$(sha256_of "$boot/$number/vmlinuz")\",\"initrd_sha256\":\"$(sha256_of "$boot/$number/initrd.img")\",\"base\":\"$base\",\"kind\":\"$kind\"}
"
}

[ -d "$old/root" ] || fail "there is no unfinished generation $number of $image"
if [ -e "$new" ]; then fail "generation $number of $image is finished already"; fi
if [ -n "$(mounts_below "$old")" ]; then fail "something is mounted in $old"; fi
created=$(date -u +%Y-%m-%dT%H:%M:%SZ)
progress 'copying kernel and initrd'
copy_boot_files || fail "cannot copy kernel and initrd to $boot"
describe
progress 'writing it to disk'
sync_around "$old" || fail "cannot write generation $number to disk"
mv -T -- "$old" "$new" || fail "cannot mark generation $number as finished"
sync -- "$generations"
data number "$number"
