# shellcheck shell=sh disable=SC2154,SC2317
export LVM_SUPPRESS_FD_WARNINGS=1
have vgs || absent 'the host has no LVM'

# devices of the group now, a line each
devices_now() {
  quiet vgs -- "$vg" || return 0
  vgs --noheadings -o pv_name -- "$vg" 2>/dev/null | sed 's/^ *//; s/ *$//' | while IFS= read -r each; do readlink -f -- "$each"; done
}

# look_at DEVICE: adds it to those that are wanted, and to those that are new
want='' new=''
look_at() {
  if [ ! -e "$1" ]; then absent "Device $1 not found."; fi
  device=$(readlink -f -- "$1")
  group=$(pvs --noheadings -o vg_name "$device" 2>/dev/null | tr -d ' ')
  if [ -n "$group" ] && [ "$group" != "$vg" ]; then fail "Device $device is already in $group volume group."; fi
  want="$want$device
"
  if ! printf '%s\n' "$now" | grep -qxF -- "$device"; then
    collect "$device"
    new="$new${new:+ }$device"
  fi
}

make_pv() {
  for each do
    # shellcheck disable=SC2086 # the user's words
    pvcreate $pv_options -f "$each" || return
  done
}

make_group() {
  eval "make_pv $collected" || return
  # shellcheck disable=SC2086 # the user's words
  eval "vgcreate $vg_options -s \"\$pesize\" \"\$vg\" $collected"
}

extend() { eval "make_pv $collected && vgextend \"\$vg\" $collected"; }

# reduce_by DEVICE…
reduce_by() { vgreduce --force "$vg" "$@"; }

# more than an extent at its end is not used
can_grow() {
  pvs --noheadings --units b --nosuffix -o dev_size,pv_size,pe_start,vg_extent_size "$1" 2>/dev/null |
    awk '{ exit !($1 - $2 - $3 > $4) }'
}

ensure() {
  each_pvs look_at
  if [ -z "$now" ]; then
    change vg absent "$new" make_group
    return
  fi
  if [ "$pvresize" = true ]; then
    for each in $now; do
      if can_grow "$each"; then change "size of $each" '' grown pvresize "$each"; fi
    done
  fi
  if [ -n "$new" ]; then change pvs "$now" "$new" extend; fi
  old=$(printf '%s\n' "$now" | while IFS= read -r each; do printf '%s' "$want" | grep -qxF -- "$each" || printf '%s\n' "$each"; done)
  # shellcheck disable=SC2086 # devices of LVM hold no blanks
  if [ -n "$old" ]; then change pvs "$old" '' reduce_by $old; fi
}

remove() {
  if [ -z "$now" ]; then return; fi
  volumes=$(vgs --noheadings -o lv_count -- "$vg" 2>/dev/null | tr -d ' ')
  if [ "$volumes" != 0 ] && [ "$force" = false ]; then
    fail "Refuse to remove non-empty volume group $vg without force=true"
  fi
  change vg present absent vgremove --force -- "$vg"
}

now=$(devices_now)
case $state in present) ensure ;; absent) remove ;; esac
exit 0
