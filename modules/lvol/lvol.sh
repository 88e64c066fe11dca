# shellcheck shell=sh disable=SC2154,SC2317,SC2086
# SC2086: words of the user, and devices, are words
export LVM_SUPPRESS_FD_WARNINGS=1
have lvs || absent 'the host has no LVM'
pvs=$(printf '%s' "${pvs-}" | tr , ' ')
unit=${size_unit:-m}

ts_scratch
shown=$(vgs --noheadings --nosuffix --units "$unit" --separator ' ' -o vg_size,vg_free,vg_extent_size -- "$vg" 2>"$ts_file") || {
  code=$?
  if [ "$state" = absent ]; then
    data stdout "Volume group $vg does not exist."
    exit 0
  fi
  data rc "$code"
  data_file err "$ts_file"
  absent "Volume group $vg does not exist."
  change lv absent "${lv-}"
  exit 0
}
set -- $shown
vg_size=$1 vg_free=$2 extent=$3

# look_up NAME: sets lv_size and lv_attr, or fails
look_up() {
  found=$(lvs -a --noheadings --nosuffix --units "$unit" --separator ' ' -o lv_name,lv_size,lv_attr -- "$vg" 2>/dev/null |
    awk -v n="${1##*/}" '{ gsub(/[][]/, "", $1) } $1 == n { print $2, $3; exit }')
  lv_size=${found% *} lv_attr=${found#* }
  [ -n "$found" ]
}

# sets name: which volume it is about
pick() {
  if [ -n "${snapshot-}" ]; then
    name=$snapshot
    look_up "$lv" || absent "Snapshot origin LV $lv does not exist in volume group $vg."
    origin_attr=$lv_attr
    case $lv_attr:${thinpool-} in t*:* | *:?*) fail 'Snapshots of thin pool LVs are not supported.' ;; esac
  elif [ -n "${thinpool-}" ] && [ -n "${lv-}" ]; then
    name=$lv
    look_up "$thinpool" || absent "Thin pool LV $thinpool does not exist in volume group $vg."
  else
    name=${lv:-$thinpool}
  fi
}

create() {
  if [ "${size_sign-}" = - ]; then fail "Bad size specification of '$size' for creating LV"; fi
  case ${snapshot-}:${origin_attr-}:${size-} in :*: | *:[!V]*:) fail 'No size given.' ;; esac
  words=$(printf '%s' "${size_words-}" | tr -d +)
  set -- --yes ${opts-}
  if [ "$active" = false ] && [ -z "${snapshot-}${thinpool-}" ]; then set -- "$@" -an -Zn -Wn; fi
  if [ -n "${snapshot-}" ]; then
    set -- "$@" $words -s -n "$name" "$vg/$lv"
  elif [ -n "${thinpool-}" ] && [ -n "${lv-}" ]; then
    if [ -n "${size_whole-}" ]; then fail 'Thin volume sizing with percentage not supported.'; fi
    set -- "$@" -n "$lv" -V "${words#-L }" -T "$vg/$thinpool"
  elif [ -n "${thinpool-}" ]; then
    set -- "$@" $words -T "$vg/$thinpool"
  else
    set -- "$@" -n "$lv" $words "$vg" $pvs
  fi
  change lv absent "$name" lvcreate "$@"
}

# is SUM OPERATOR SUM: of numbers with a point, which lvm printed or `prepare` looked at
is() { awk "BEGIN { exit !(($1) $2 ($3)) }"; }

# sets want, in the unit: as lvm does, it rounds down to whole extents
look_for_want() {
  if [ -z "${size_whole-}" ]; then
    want=$size_number
    part=$size_number
  else
    case $size_whole in FREE) whole=$vg_free ;; *) whole=$vg_size ;; esac
    part=$(awk -v p="$size_percent" -v w="$whole" 'BEGIN { printf "%.2f", p * w / 100 }')
    want=$part
  fi
  case $size_sign in
    +) want=$(awk -v a="$lv_size" -v b="$part" 'BEGIN { printf "%.2f", a + b }') ;;
    -) want=$(awk -v a="$lv_size" -v b="$part" 'BEGIN { printf "%.2f", a - b }') ;;
  esac
  if [ -n "${size_whole-}" ]; then
    want=$(awk -v w="$want" -v e="$extent" 'BEGIN { printf "%.2f", int(w / e + 0.0001) * e }')
  fi
}

refuse_shrinking() {
  if is "$want" '<=' 0; then fail "Sorry, no shrinking of $name to 0 permitted."; fi
  if [ "$force" = false ]; then fail "Sorry, no shrinking of $name without force=true."; fi
}

resize() {
  look_for_want
  if is "$want" '>' "$lv_size"; then
    if [ -n "${size_whole-}" ] && is "$want - $lv_size" '>' "$vg_free"; then
      fail "Logical Volume $name could not be extended. Not enough free space left ($vg_free$unit available)"
    fi
    set -- lvextend
  elif is "$want" '<' "$lv_size" && { [ "$shrink" = true ] || [ "$size_sign" = - ]; }; then
    # a percentage is never less than an extent too large
    if [ -n "${size_whole-}" ] && is "$lv_size - $want" '<=' "$extent"; then return; fi
    refuse_shrinking
    set -- lvreduce --force
  else
    return
  fi
  if [ "$resizefs" = true ]; then set -- "$@" --resizefs; fi
  change size "$lv_size" "$want" resize_by "$@" $size_words "$vg/$name" $pvs
}

# the same number of extents is no mistake
resize_by() {
  said=$("$@" 2>&1) && return
  case $said in *'matches existing size'* | *'not larger than existing size'*) return ;; esac
  printf 'Unable to resize %s to %s: %s\n' "$name" "$size" "$said" >&2
  return 1
}

# X: without device-mapper nobody knows
switch() {
  case $active:$lv_attr in
    *:????X*) ;;
    true:????a*) ;;
    true:*) change active false true lvchange -ay "$vg/$name" ;;
    false:????a*) change active true false lvchange -an "$vg/$name" ;;
  esac
}

pick
if ! look_up "$name"; then
  if [ "$state" = present ]; then create; fi
  data msg ''
  exit 0
fi
if [ "$state" = absent ]; then
  if [ "$force" = false ]; then fail "Sorry, no removal of logical volume $name without force=true."; fi
  change lv present absent lvremove --force "$vg/$name"
  exit 0
fi
if [ -n "${size-}" ]; then resize; fi
switch
data vg "$vg"
data lv "$name"
data size "$lv_size"
exit 0
