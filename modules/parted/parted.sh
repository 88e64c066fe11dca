# shellcheck shell=sh disable=SC2154,SC2317,SC2034
have parted || fail 'the host has no parted'

# look UNIT: sets table, what parted prints of the disk in that unit
look() {
  table=$(parted -s -m -- "$device" unit "$1" print 2>&1)
  rc=$?
  case $rc:$table in
    0:* | *'unrecognised disk label'*) return ;;
  esac
  data rc "$rc"
  data out ''
  data err "$table
"
  fail "Error while getting device information with parted script: 'parted -s -m $device -- unit $1 print': $table"
}

# field NUMBER: of the line of the partition, in table
field() { printf '%s\n' "$table" | awk -F: -v n="$number" -v f="$1" 'seen && $1 == n { sub(/;$/, ""); print $f; exit } NF > 6 { seen = 1 }'; }

# parted_does WORD…
parted_does() {
  if [ "$align" = undefined ]; then parted -s -m -- "$device" "$@"; else parted -s -m -a "$align" -- "$device" "$@"; fi || return
  if [ -b "$device" ] && have udevadm; then quiet udevadm settle --timeout=10 || :; fi
}

script=''
# add WORD…: to what parted is to do next, and to what is told
add() {
  collect "$@"
  script="$script${script:+ }$*"
}
forget() { collected='' collected_count=0; }
parted_collected() { eval "parted_does $collected"; }
collected_and_look() { parted_collected && look B; }

create() {
  label_now=$(printf '%s\n' "$table" | awk -F: 'NF > 6 { print $6; exit }')
  is_there=$(field 1)
  if [ "$label_now" = "$label" ] && [ -n "$is_there" ]; then
    if [ "$resize" = true ]; then move_end; fi
    return
  fi
  add unit "$unit"
  if [ "$label_now" != "$label" ]; then add mklabel "$label"; fi
  add mkpart "$part_type"
  if [ -n "${fs_type-}" ]; then add "$fs_type"; fi
  add "$part_start" "$part_end"
  if [ "$label_now" != "$label" ]; then change label "$label_now" "$label"; fi
  # nothing is known of it unless it is made
  table=''
  change "partition $number" absent "$script" collected_and_look
  forget
}

# where the end should be, in bytes from the start of the disk; parted's own end is the last byte
move_end() {
  size=$(printf '%s\n' "$table" | awk -F: 'NF > 6 { print $2 + 0; exit }')
  now=$(field 3)
  now=$((${now%B} + 1))
  slack=$end_slack
  if [ -n "${end_percent-}" ]; then
    want=$((size * end_percent / 100)) slack=2097152
  elif [ -n "${end_sector-}" ]; then
    want=$((end_sector * $(printf '%s\n' "$table" | awk -F: 'NF > 6 { print $4; exit }') + 512)) slack=512
  elif [ -n "${end_bytes-}" ]; then
    want=$end_bytes
  else
    fail "resize: part_end needs a unit of bytes, sectors or percent, not $part_end"
  fi
  if [ "$want" -lt 0 ]; then want=$((size + want)); fi
  off=$((want - now))
  if [ "${off#-}" -lt "$slack" ]; then return; fi
  add resizepart "$number" "$part_end"
  change end "$now" "$want" parted_collected
  forget
}

rename() {
  if [ -z "${name-}" ] || [ "$(field 6)" = "$name" ]; then return; fi
  add name "$number" "\"$name\""
  change name "$(field 6)" "$name" parted_collected
  forget
}

# of gpt, boot and esp are one
wanted_flags() {
  each_flags wanted_flag | sort -u
}
wanted_flag() {
  case $label:$1 in gpt:boot | gpt:esp) printf '%s\n' boot esp ;; *) printf '%s\n' "$1" ;; esac
}

set_flags() {
  if [ "$asks_flags" = false ]; then return; fi
  want=$(wanted_flags)
  now=$(field 7 | sed 's/, */\n/g' | sort -u)
  for flag in $want; do
    if ! printf '%s\n' "$now" | grep -qxF -- "$flag"; then add set "$number" "$flag" on; fi
  done
  for flag in $now; do
    if ! printf '%s\n' "$want" | grep -qxF -- "$flag"; then add set "$number" "$flag" off; fi
  done
  if [ -n "$collected" ]; then change flags "$now" "$want" parted_collected; fi
  forget
}

look B
case $state in
  present)
    create
    rename
    set_flags
    ;;
  absent)
    if [ -n "$(field 1)" ]; then
      add rm "$number"
      change "partition $number" present absent parted_collected
    fi
    ;;
  info) script="unit '$unit' print" ;;
esac
look "$unit"
data script "$script"
data _table "$table"
exit 0
