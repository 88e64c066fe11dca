# shellcheck shell=sh disable=SC2154,SC2317
data name "$name"
data persistent "$persistent"
data state "$state"
case $state in true) word=on number=1 ;; *) word=off number=0 ;; esac

# `name (running, persistent) text`: on or off
persistent_of_semanage() {
  semanage boolean -l -n 2>/dev/null | awk -v n="$name" '$1 == n { sub(/^[^,]*, */, ""); sub(/ *\).*/, ""); print; exit }'
}

# what was set by hand and kept; the policy's own default is not there
persistent_of_store() {
  policy=$(sed -n 's/^SELINUXTYPE=\([^[:space:]]*\).*/\1/p' /etc/selinux/config 2>/dev/null | tail -n 1)
  for store in "/var/lib/selinux/$policy/active" "/etc/selinux/$policy/active" "/etc/selinux/$policy/modules/active"; do
    if [ -f "$store/booleans.local" ]; then
      sed -n "s/^$name=\(.*\)/\1/p" "$store/booleans.local" | sed 's/^1$/on/; s/^0$/off/' | tail -n 1
    fi
  done
}

persistent_now() { if have semanage; then persistent_of_semanage; else persistent_of_store; fi; }

if [ "$in_image" = true ]; then
  data msg 'this is an image: no policy is loaded, what is persistent holds from the boot on'
  if [ "$persistent" = false ]; then exit 0; fi
  have semanage || absent 'the image has no semanage'
  now=$(persistent_now)
  if [ -z "$now" ] && have semanage; then fail "SELinux boolean $name does not exist."; fi
  if [ "$now" != "$word" ]; then change persistent "$now" "$word" semanage boolean -N -m "--$word" "$name"; fi
  exit 0
fi

if [ "$ignore_selinux_state" = false ] && ! quiet selinuxenabled; then fail 'SELinux is disabled on this host.'; fi
have getsebool || absent 'the host has no getsebool'
running=$(getsebool "$name" 2>/dev/null) || fail "SELinux boolean $name does not exist."
running=${running##*--> }
if [ "$persistent" = true ]; then
  now=$(persistent_now)
  if [ "$now" != "$word" ]; then change persistent "$now" "$word" setsebool -P "$name" "$number"; fi
elif [ "$running" != "$word" ]; then
  change running "$running" "$word" setsebool "$name" "$number"
fi
exit 0
