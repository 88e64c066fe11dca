# shellcheck shell=sh disable=SC2154
# Makes a finished generation the one that nodes boot. Boot files of the nodes first, then one rename; a node
# that is booting meanwhile has the kernel, the initrd and the root of one generation, the old or the new.
find_wanted() {
  case $wanted in
    newest) wanted=$(finished_numbers | tail -n 1) ;;
    previous) wanted=$(previous_number) ;;
  esac
  [ -n "$wanted" ] || fail "$image has no generation to publish"
  is_finished "$wanted" || fail "there is no finished generation $wanted of $image"
  for each in vmlinuz initrd.img; do
    [ -s "$boot/$wanted/$each" ] || fail "$boot/$wanted/$each is missing"
  done
}

# The one that was current before the current one, as the history tells it.
previous_number() {
  [ -f "$boot/history" ] || return 0
  awk '{ print $1 }' "$boot/history" | tac | while read -r each; do
    if [ "$each" != "$before" ] && is_finished "$each"; then
      printf '%s\n' "$each"
      break
    fi
  done
}

write_node_files() {
  [ -d "$boot/$wanted/nodes" ] || mkdir -m 755 -- "$boot/$wanted/nodes" || return 1
  for file in $(names_in "$boot/nodes" | grep '\.in$'); do
    filled=$(sed "s/@generation@/$wanted/g" "$boot/nodes/$file"; printf x)
    filled=${filled%x}
    kept=$(cat -- "$boot/$wanted/nodes/${file%.in}" 2>/dev/null; printf x)
    if [ "$filled" = "${kept%x}" ]; then continue; fi
    change "${file%.in}" "${kept%x}" "$filled" put "$boot/$wanted/nodes/${file%.in}" 0644 '' '' text "$filled"
  done
  for file in $(names_in "$boot/$wanted/nodes"); do
    case $file in .*) continue ;; esac
    if [ ! -e "$boot/nodes/$file.in" ]; then change "$file" present absent rm -f -- "$boot/$wanted/nodes/$file"; fi
  done
}

switch() {
  sync_around "$boot" || return 1
  put_link "$wanted" "$boot/current" || return 1
  printf '%s %s %s\n' "$wanted" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$who" >>"$boot/history"
}

wait_for_turn
remove_stale_temps
before=$(current_number)
find_wanted
export_generations || fail "the NFS server did not take the exports; generation ${before:-none} stays published"
write_node_files
if [ "$before" != "$wanted" ]; then change current "$before" "$wanted" switch; fi
data number "$wanted"
data before "$before"
