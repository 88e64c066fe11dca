# shellcheck shell=sh disable=SC2154,SC2317
zones=/usr/share/zoneinfo

# what /etc/localtime leads to; a copy of a zone's file is known by /etc/timezone only
zone_now() {
  target=$(readlink -- /etc/localtime 2>/dev/null)
  case $target in
    *zoneinfo/*) printf '%s' "${target#*zoneinfo/}" ;;
    *) if [ -f /etc/timezone ]; then head -n 1 /etc/timezone; fi ;;
  esac
}

clock_now() {
  case $(sed -n 3p /etc/adjtime 2>/dev/null) in LOCAL) echo local ;; *) echo UTC ;; esac
}

# there may be no bus to talk to it
is_running_systemd() { [ "$in_image" = false ] && [ -d /run/systemd/system ] && have timedatectl && quiet timedatectl; }

set_zone() {
  if is_running_systemd; then timedatectl set-timezone "$name"; else link_zone; fi || return
  sync_later /etc/localtime
  if [ -f /etc/timezone ]; then
    put /etc/timezone '' '' '' text "$name
"
  fi
}

link_zone() {
  if [ -L /etc/localtime ] || [ ! -e /etc/localtime ]; then
    fresh=$(mktemp -u /etc/.tsplay.XXXXXX) && ln -s -- "$zones/$name" "$fresh" && mv -f -- "$fresh" /etc/localtime
  else
    put /etc/localtime '' '' '' file "$zones/$name"
  fi
}

set_clock() {
  if is_running_systemd; then
    if [ "$hwclock" = local ]; then timedatectl set-local-rtc yes; else timedatectl set-local-rtc no; fi
    return
  fi
  if [ "$hwclock" = local ]; then word=LOCAL; else word=UTC; fi
  text=$( (cat /etc/adjtime 2>/dev/null || printf '0.0 0 0.0\n0\n') | head -n 2)
  put /etc/adjtime '' '' '' text "$text
$word
"
}

if [ -n "${name-}" ]; then
  if [ ! -f "$zones/$name" ]; then absent "Error message:
given timezone \"$name\" is not available"; fi
  old=$(zone_now)
  if [ "$old" != "$name" ] || { [ -f /etc/timezone ] && [ "$(head -n 1 /etc/timezone)" != "$name" ]; }; then change name "${old:-n/a}" "$name" set_zone; fi
fi
if [ -n "${hwclock-}" ]; then
  old=$(clock_now)
  if [ "$old" != "$hwclock" ]; then change hwclock "$old" "$hwclock" set_clock; fi
fi
exit 0
