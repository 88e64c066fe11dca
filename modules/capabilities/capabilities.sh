# shellcheck shell=sh disable=SC2154,SC2317
if ! have getcap || ! have setcap; then fail 'the host has no getcap and setcap (libcap)'; fi
if [ ! -e "$path" ]; then
  absent "Unable to get capabilities of $path: there is no such file"
  change capability '' "$capability"
  exit 0
fi
run_or_fail getcap -- "$path"
shown=$(cat -- "$ts_file.out")
# newer ones print `path caps`, older ones `path = caps`
shown=${shown#"$path"}
shown=${shown# }
case $shown in '= '*) shown=${shown#= } ;; esac

# one `cap_x=flags` a line, sorted; `cap_a,cap_b=ep` counts as two
old=$(printf '%s\n' "$shown" | tr ' ' '\n' | awk 'NF {
  at = match($0, /[=+-]/); flags = substr($0, at + 1); n = split(substr($0, 1, at - 1), names, ",")
  for (i = 1; i <= n; i++) print names[i] "=" flags }' | sort)
have_it=$(printf '%s\n' "$old" | sed -n "s/^$cap=//p")
others=$(printf '%s\n' "$old" | grep -v "^$cap=" | tr '\n' ' ')

set_caps() {
  run_or_fail setcap "$1" "$path"
  data_file stdout "$ts_file.out"
  sync_later "$path"
}

data state "$state"
case $state in
  present)
    if [ "$have_it" != "$flags" ] || { [ -z "$flags" ] && ! printf '%s\n' "$old" | grep -q "^$cap="; }; then
      data msg 'capabilities changed'
      change capability "$shown" "$others$cap$operator$flags" set_caps "$others$cap$operator$flags"
    fi
    ;;
  absent)
    if printf '%s\n' "$old" | grep -q "^$cap="; then
      data msg 'capabilities changed'
      if [ -n "$(printf '%s' "$others" | tr -d ' ')" ]; then change capability "$shown" "$others" set_caps "$others"; else change capability "$shown" '' set_caps -r; fi
    fi
    ;;
esac
exit 0
