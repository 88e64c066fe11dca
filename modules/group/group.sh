# shellcheck shell=sh disable=SC2154,SC2317
# the line of /etc/group, or of wherever else groups come from
line=$(name=$name awk -F: '$1 == ENVIRON["name"] { print; exit }' /etc/group)
if [ -z "$line" ] && [ "$local" = false ]; then line=$(getent group "$name" 2>/dev/null); fi
# getent takes a number for a gid
case $line in "$name":*) ;; *) line='' ;; esac
data name "$name" state "$state"

add_group() {
  if have groupadd; then
    set -- ''
    if [ -n "${gid-}" ]; then set -- "$@" -g "$gid"; fi
    if [ -n "${gid_min-}" ]; then set -- "$@" -K "GID_MIN=$gid_min"; fi
    if [ -n "${gid_max-}" ]; then set -- "$@" -K "GID_MAX=$gid_max"; fi
    if [ "$non_unique" = true ]; then set -- "$@" -o; fi
    if [ "$system" = true ]; then set -- "$@" -r; fi
    shift
    groupadd "$@" -- "$name" || return
  else
    set -- ''
    if [ -n "${gid-}" ]; then set -- "$@" -g "$gid"; fi
    if [ "$system" = true ]; then set -- "$@" -S; fi
    shift
    addgroup "$@" "$name" || return
  fi
  sync_later /etc/group
}

change_gid() {
  if [ "$non_unique" = true ]; then set -- -o; else set --; fi
  groupmod "$@" -g "$gid" -- "$name" && sync_later /etc/group
}

remove_group() {
  if [ "$force" = true ]; then set -- -f; else set --; fi
  if have groupdel; then groupdel "$@" -- "$name"; else delgroup "$name"; fi && sync_later /etc/group
}

if [ "$state" = absent ]; then
  if [ -n "$line" ]; then change state present absent remove_group; fi
  exit 0
fi
if [ -z "$line" ]; then
  change state absent present add_group
  line=$(name=$name awk -F: '$1 == ENVIRON["name"] { print; exit }' /etc/group)
  if [ -z "$line" ]; then line=::${gid-}; fi
else
  now=${line#*:*:}
  now=${now%%:*}
  if [ -n "${gid-}" ] && [ "$gid" != "$now" ]; then
    change gid "$now" "$gid" change_gid
    line=::$gid
  fi
fi
now=${line#*:*:}
if [ -n "${now%%:*}" ]; then data gid "${now%%:*}"; fi
data system "$system"
