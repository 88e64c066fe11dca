# shellcheck shell=sh disable=SC2154,SC2317
msgs=''
note() { msgs="$msgs${msgs:+, }$1"; }

running=false
if [ "$in_image" = false ] && quiet firewall-cmd --state; then running=true; fi
if [ "$in_image" = true ]; then
  immediate=false
elif [ "$running" = false ] && [ "$immediate" = true ]; then
  absent 'firewall is not currently running, unable to perform immediate actions without a running firewall daemon'
  immediate=false
elif [ "$running" = false ] && [ "${offline-}" != true ]; then
  absent 'firewalld service must be running, or try with offline=true'
fi
if [ "$running" = false ]; then have firewall-offline-cmd || absent 'the host has no firewall-offline-cmd'; fi

# for_good WORD…, for_now WORD…: the answers of firewalld
for_good() {
  if [ "$running" = true ]; then firewall-cmd --permanent "$@"; else firewall-offline-cmd "$@"; fi
}
for_now() { firewall-cmd "$@"; }

# is_set HOW: is it so now?
is_set() {
  said=$("$1" ${zone:+--zone="$zone"} "--query-$kind${value:+=$value}" 2>&1)
  case $? in
    0) return 0 ;;
    1) ;;
    *) absent "ERROR: Exception caught: $said" ;;
  esac
  return 1
}

# set_it HOW
set_it() {
  how=$1 verb=remove
  if [ "$wanted" = true ]; then verb=add; fi
  case $verb:$kind in add:interface) verb=change ;; esac
  what=$kind
  case $running:$how:$verb:$kind in false:for_good:remove:service) what=service-from-zone ;; esac
  set -- ${zone:+--zone="$zone"} "--$verb-$what${value:+=$value}"
  if [ "$how" = for_now ] && [ "$wanted" = true ] && [ "$timeout" -gt 0 ]; then set -- "$@" "--timeout=$timeout"; fi
  said=$("$how" "$@" 2>&1) && return
  case $said in
    *INVALID_SERVICE*)
      if [ "$how" = for_good ]; then said="$said Permanent operation,"; fi
      said="$said Services are defined by port/tcp relationship and named as they are in /etc/services (on most systems)"
      ;;
  esac
  printf 'ERROR: Exception caught: %s\n' "$said" >&2
  return 1
}

# ensure HOW KEY
ensure() {
  if is_set "$1"; then now=true; else now=false; fi
  if [ "$now" = "$wanted" ]; then return; fi
  changed=true
  change "$2 $kind" "$now" "$wanted" set_it "$1"
}

tell_change() {
  where=${zone:-$(for_good --get-default-zone 2>/dev/null)}
  case $kind:$wanted in
    masquerade:true | source:true) note "Added ${value:-masquerade} to zone $where" ;;
    interface:true) note "Changed $value to zone $where" ;;
    masquerade:false | source:false | interface:false) note "Removed ${value:-masquerade} from zone $where" ;;
    *) note "Changed $word to $state" ;;
  esac
}

ensure_setting() {
  changed=false
  case $permanent:$immediate in
    true:true) note 'Permanent and Non-Permanent(immediate) operation' ;;
    true:*) note 'Permanent operation' ;;
    *) note 'Non-permanent operation' ;;
  esac
  if [ "$immediate" = true ]; then ensure for_now running; fi
  if [ "$permanent" = true ]; then ensure for_good permanent; fi
  if [ "$changed" = true ]; then tell_change; fi
}

ensure_target() {
  note 'Permanent operation'
  if [ "$wanted" = false ]; then value=default; fi
  now=$(for_good --zone="$zone" --get-target 2>/dev/null) || now=''
  if [ "$now" = "$value" ]; then return; fi
  if [ "$wanted" = true ]; then note "Set zone $zone target to $value"; else note "Reset zone $zone target to default"; fi
  change target "$now" "$value" for_good --zone="$zone" "--set-target=$value"
}

ensure_zone() {
  note 'Permanent operation'
  now=absent
  for each in $(for_good --get-zones 2>/dev/null); do
    if [ "$each" = "$zone" ]; then now=present; fi
  done
  if [ "$now" = "$state" ]; then return; fi
  if [ "$state" = present ]; then
    note "Added zone $zone, Changed zone $zone to present"
    change zone absent present for_good --new-zone="$zone"
  else
    note "Removed zone $zone, Changed zone $zone to absent"
    change zone present absent for_good --delete-zone="$zone"
  fi
}

case $kind in
  zone) ensure_zone ;;
  target) ensure_target ;;
  *) ensure_setting ;;
esac
if [ "$running" = false ]; then note '(offline operation: only on-disk configs were altered)'; fi
data msg "$msgs"
exit 0
