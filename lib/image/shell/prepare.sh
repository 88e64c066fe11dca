# shellcheck shell=sh disable=SC2154
# A copy of `from` (base, current or a number) as a new, unfinished generation. `base`: the fingerprint of the base, for
# who has it already.
find_source() {
  case $from in
    base) source=$dir/base/root ;;
    current)
      from=$(current_number)
      is_finished "$from" || fail "no generation of $image is published yet"
      source=$generations/$from/root
      ;;
    *)
      is_finished "$from" || fail "there is no generation $from of $image"
      source=$generations/$from/root
      ;;
  esac
  if [ -L "$source" ] || [ ! -d "$source" ]; then fail "there is no $source: the play of the control host makes it"; fi
}

remove_unfinished() {
  for each in $(unfinished_names); do
    warn "removing generation ${each%.unfinished}, which was never finished"
    remove_tree "$generations/$each"
  done
}

# Numbers are never used twice: a node that still runs an old generation must not be taken for a new one.
next_number() {
  last=$(cat -- "$dir/last" 2>/dev/null || echo 0)
  for each in $(finished_numbers); do
    if [ "$each" -gt "$last" ]; then last=$each; fi
  done
  number=$((last + 1))
  put "$dir/last" 0644 '' '' text "$number"
}

# A copy that shares blocks where the file system can, and never inodes: writing to it changes nothing else.
copy_source() {
  mkdir -m 700 -- "$new" && cp -a -x --reflink=auto -- "$source" "$new/root"
}

what_is_free() {
  inodes=$(df -P -i -- "$generations" | awk 'END { print $4 }')
  df -P -k -- "$generations" | awk -v inodes="$inodes" 'END { print $4 " kB and " inodes " inodes are free in " $6 }'
}

refuse_network_file_system() {
  case $(stat -f -c %T -- "$dir") in
    nfs*) fail "$dir is on NFS: locks and identical copies cannot be relied on there" ;;
  esac
}

refuse_network_file_system
[ -d "$boot/nodes" ] || mkdir -p -- "$boot/nodes"
[ -d "$generations" ] || mkdir -m 700 -- "$generations"
find_source
remove_stale_temps
remove_unfinished
next_number
new=$generations/$number.unfinished
progress "copying $source"
if [ "$from" = base ] && [ -z "${base:-}" ]; then
  ts_scratch
  base_seen=$ts_file
  fingerprint "$source" >"$base_seen" &
  looking=$!
fi
copy_source || fail "cannot copy $source: $(what_is_free)"
data number "$number"
data from "$from"
data served "$(current_number)"
if [ -n "${base_seen:-}" ]; then
  wait "$looking" || fail "cannot look at $source"
  base=$(cat -- "$base_seen")
fi
if [ "$from" = base ]; then data base "$base"; fi
data root "$new/root"
