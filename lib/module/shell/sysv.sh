# shellcheck shell=sh disable=SC2154,SC2009,SC2034
# A service of System V init: the script is /etc/init.d/$name, what it is at the boot are links in /etc/rc?.d.
# $pattern (may be unset) is a text in the list of processes that proves it runs.

sysv_exists() { [ -x "/etc/init.d/$name" ]; }

# A script that knows no `status` fails; some say "stopped" and exit well.
sysv_running() {
  if [ -n "${pattern-}" ]; then
    ps ax 2>/dev/null | grep -v grep | grep -qF -- "$pattern"
    return
  fi
  # shellcheck disable=SC2086 # the user's words
  sysv_said=$("/etc/init.d/$name" status ${arguments-} 2>&1) || return
  case $sysv_said in
    *'
'*) ;;
    *'not running'* | *stopped* | *'is dead'* | *'dead but'* | *inactive*) return 1 ;;
  esac
}

# sysv_is_enabled [RUNLEVELS]: is it started there?
sysv_is_enabled() {
  set +f
  for sysv_link in /etc/rc["${1:-2-5}"].d/S[0-9][0-9]"$name"; do
    set -f
    if [ -e "$sysv_link" ] || [ -L "$sysv_link" ]; then return 0; fi
  done
  set -f
  return 1
}

# sysv_enable [RUNLEVEL…]
sysv_enable() {
  if have update-rc.d; then
    update-rc.d "$name" defaults && update-rc.d "$name" enable "$@"
  elif have chkconfig; then
    chkconfig --add "$name" && sysv_chkconfig on "$@"
  else
    fail 'cannot enable services here: no update-rc.d and no chkconfig'
  fi
}

# sysv_disable [RUNLEVEL…]
sysv_disable() {
  if have update-rc.d; then
    update-rc.d "$name" disable "$@"
  elif have chkconfig; then
    sysv_chkconfig off "$@"
  else
    fail 'cannot disable services here: no update-rc.d and no chkconfig'
  fi
}

sysv_chkconfig() {
  sysv_to=$1
  shift
  sysv_levels=$(printf '%s' "$@")
  chkconfig ${sysv_levels:+--level "$sysv_levels"} "$name" "$sysv_to"
}
