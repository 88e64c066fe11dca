# shellcheck shell=sh disable=SC2154
set +f
for net in /sys/class/net/*; do
  [ -e "$net/address" ] || continue
  type=$(cat "$net/type") extra=''
  if [ -d "$net/bridge" ]; then
    ports=$(ls "$net/brif" 2>/dev/null)
    extra="bridge $(cat "$net/bridge/bridge_id") $(cat "$net/bridge/stp_state") $ports"
  elif [ -d "$net/bonding" ]; then
    extra="bonding $(cat "$net/bonding/mode") $(cat "$net/bonding/slaves")"
  fi
  driver='' pciid=''
  if [ -d "$net/device" ]; then pciid=$(readlink -f "$net/device"); fi
  if [ -d "$net/device/driver/module" ]; then driver=$(readlink -f "$net/device/driver/module"); fi
  data interface "${net##*/}|$(cat "$net/address")|$(cat "$net/mtu")|$(cat "$net/flags")|$type|$(cat "$net/operstate")|$(cat "$net/speed" 2>/dev/null)|${driver##*/}|${pciid##*/}|$(printf '%s' "$extra" | tr '\n' ' ')"
done
set -f
if have ip; then
  data addresses "$(ip -o addr show 2>/dev/null)"
  data route4 "$(ip -4 route get 8.8.8.8 2>/dev/null | head -n 1)"
  data route6 "$(ip -6 route get 2404:6800:400a:800::1012 2>/dev/null | head -n 1)"
  data default4 "$(ip -4 route show default 2>/dev/null | head -n 1)"
fi
