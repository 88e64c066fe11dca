# shellcheck shell=sh disable=SC2034,SC2154
# What the scripts of an image share. `dir` is the image's directory:
#   generations/<n>/root, generation.json, manifest      what nodes mount; n.unfinished while it is made
#   base/root                                            what generations are copied from
#   boot/<n>/{vmlinuz,initrd.img,nodes/}  boot/current   what loaders fetch; `current` decides
#   boot/nodes/<file>.in                                 boot files of nodes, @generation@ to be filled in
#   image.conf                                           name=value lines, written by the role
generations=$dir/generations
boot=$dir/boot

# Names below a directory, one per line; nothing when there is none.
names_in() {
  if [ -d "$1" ]; then ls -1A -- "$1"; fi
}

finished_numbers() {
  names_in "$generations" | grep -x '[0-9][0-9]*' | sort -n
}

unfinished_names() {
  names_in "$generations" | grep -x '[0-9][0-9]*\.unfinished'
}

is_finished() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
  [ -f "$generations/$1/generation.json" ]
}

current_number() {
  readlink -- "$boot/current" 2>/dev/null || :
}

# conf NAME: its last value in image.conf
conf() {
  if [ -f "$dir/image.conf" ]; then sed -n "s/^$1=//p" "$dir/image.conf" | tail -n 1; fi
}

# Mount points at or below a path, in any mount namespace we can see. A zombie and a process that ends have no such file,
# and some awks read no further than to a file that they cannot open.
mounts_below() {
  set +f
  cat /proc/[0-9]*/mountinfo 2>/dev/null | path=$1 awk 'index($5 "/", ENVIRON["path"] "/") == 1 { print $5 }' | sort -u
  set -f
}

# Removes a tree that is ours; what is mounted in it stays, and so does the tree.
remove_tree() {
  rt_mounts=$(mounts_below "$1")
  if [ -n "$rt_mounts" ]; then fail "refusing to remove $1: $(printf '%s' "$rt_mounts" | head -n 1) is a mount"; fi
  rm -rf --one-file-system -- "$1"
}

# What a run that was killed left half written. Only under the lock.
remove_stale_temps() {
  set +f
  rm -f -- "$dir"/.tsplay.?????? "$boot"/[0-9]*/nodes/.tsplay.?????? "$boot"/current.new
  set -f
}

# One after the other, even when one of us goes on after the run that started it was killed and gave up its lock.
wait_for_turn() {
  exec 8>>"$dir/.turn"
  flock -w 60 8 || fail "another change of $image has not ended in 60 s"
}

# put_link TARGET PATH: one rename
put_link() {
  rm -f -- "$2.new" && ln -s -- "$1" "$2.new" && mv -T -- "$2.new" "$2" && sync -- "${2%/*}"
}
