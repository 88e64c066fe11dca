# shellcheck shell=sh disable=SC2154
hardware_file() {
  if [ -r "$2" ]; then data_file "$1" "$2"; fi
}
hardware_file meminfo /proc/meminfo
hardware_file cpuinfo /proc/cpuinfo
hardware_file uptime /proc/uptime
hardware_file loadavg /proc/loadavg
data nproc "$(nproc 2>/dev/null)"
for name in bios_date bios_vendor bios_version board_asset_tag board_name board_serial board_vendor board_version \
  chassis_asset_tag chassis_serial chassis_type chassis_vendor chassis_version product_name product_serial product_uuid \
  product_version sys_vendor; do
  if [ -r "/sys/class/dmi/id/$name" ]; then data "dmi.$name" "$(cat "/sys/class/dmi/id/$name" 2>/dev/null)"; fi
done

# what is mounted from a device or from a server, with its sizes
while read -r device mount type options _; do
  case $device in /* | *:/*) ;; *) continue ;; esac
  case $type in autofs | none) continue ;; esac
  data mount "$device|$mount|$type|$options|$(stat -f -c '%S %b %a %f %c %d' -- "$(printf '%b' "$mount")" 2>/dev/null)"
done </proc/mounts
set +f
for link in /dev/disk/by-uuid/*; do
  if [ -L "$link" ]; then data uuid "$(readlink -f -- "$link") ${link##*/}"; fi
done
# PATH:VALUE of every disk and partition, in one go
data blocks "$(grep -s '' /dev/null /sys/block/*/size /sys/block/*/removable /sys/block/*/queue/rotational \
  /sys/block/*/queue/hw_sector_size /sys/block/*/queue/scheduler /sys/block/*/queue/discard_granularity \
  /sys/block/*/device/model /sys/block/*/device/vendor /sys/block/*/*/start /sys/block/*/*/size)"
for path in /sys/block/*/holders/* /sys/block/*/*/holders/* /sys/block/*/slaves/*; do
  if [ -e "$path" ]; then data stacked "$path"; fi
done
data disk_links "$(ls -l /dev/disk/by-id /dev/disk/by-uuid /dev/disk/by-label 2>/dev/null)"
set -f
if [ "$(id -u)" = 0 ] && have vgs; then
  lvm_list() { "$@" --noheadings --nosuffix --units g --separator , 2>/dev/null; }
  data vgs "$(lvm_list vgs)"
  data lvs "$(lvm_list lvs)"
  data pvs "$(lvm_list pvs)"
fi
