# shellcheck shell=sh disable=SC2154
# Removes finished generations beyond the newest `keep`, and what was never finished. Never the current one, one
# that a node is pinned to, or one that a live client may have mounted.
pinned_numbers() {
  for file in $(names_in "$boot/nodes" | grep '\.in$'); do
    sed -n 's/.*tsplay\.gen=\([0-9][0-9]*\).*/\1/p' "$boot/nodes/$file"
  done
}

# Addresses with an open connection to the NFS port.
live_clients() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk '$2 ~ /:0801$/ && $4 == "01" { sub(/:.*/, "", $3); print $3 }' | sort -u |
    while read -r each; do address_of "$each"; done
}

# The kernel prints addresses as hexadecimal words in host order.
address_of() {
  hex=$(printf '%s' "$1" | tail -c 8)
  printf '%d.%d.%d.%d\n' "0x$(cut_hex 7)" "0x$(cut_hex 5)" "0x$(cut_hex 3)" "0x$(cut_hex 1)"
}

cut_hex() {
  printf '%s' "$hex" | cut -c "$1-$(($1 + 1))"
}

# The generation whose initrd was last sent to an address, as the TFTP server's log tells it.
generation_of() {
  [ -n "$log" ] && [ -f "$log" ] || return 0
  awk -v to="$1" '$NF == to && $(NF - 1) == "to"' "$log" | grep "/$image/[0-9]*/initrd\.img to " | tail -n 1 |
    sed "s|.*/$image/\([0-9]*\)/initrd.*|\1|"
}

wait_for_turn
current=$(current_number)
log=$(conf tftp_log)
in_use="$current $(pinned_numbers | tr '\n' ' ') ${declared:-}"
unknown=''
for client in $(live_clients); do
  number=$(generation_of "$client")
  if [ -n "$number" ]; then
    in_use="$in_use $number"
    data client "$client $number"
  else
    unknown="$unknown $client"
  fi
done

kept=0
for each in $(finished_numbers | sort -rn); do
  kept=$((kept + 1))
  reason=''
  case " $in_use " in *" $each "*) reason='in use' ;; esac
  if [ -z "$reason" ] && [ -n "$unknown" ] && grep -q "^$each " "$boot/history" 2>/dev/null; then
    reason="may be in use by$unknown"
  fi
  if [ "$each" = "$current" ]; then reason=published; fi
  case " ${only:-} " in
    *" $each "*)
      if [ -n "$reason" ]; then fail "refusing to remove generation $each of $image: $reason"; fi
      ;;
    *) if [ -n "${only:-}" ] || [ "$kept" -le "$keep" ]; then continue; fi ;;
  esac
  if [ -n "$reason" ]; then
    data kept "$each $reason"
    continue
  fi
  removed="${removed:-} $each"
done

# First nobody can mount it any more, then it goes: a half removed one is an unfinished one.
forget() {
  mv -T -- "$generations/$1" "$generations/$1.unfinished" && export_generations &&
    remove_tree "$boot/$1" && remove_tree "$generations/$1.unfinished"
}

for each in ${removed:-}; do
  change "generation $each" present absent forget "$each"
  data removed "$each"
done
for each in $(unfinished_names); do
  change "generation $each" unfinished absent remove_tree "$generations/$each"
  data removed "${each%.unfinished}"
done
for each in $(names_in "$boot" | grep -x '[0-9]*\.new'); do change "$each" present absent remove_tree "$boot/$each"; done
