# shellcheck shell=sh disable=SC2154,SC2317
# One service under systemd, OpenRC or System V init. In an image nothing runs: what should be started is
# enabled, so that it starts at the boot.

# Sets manager, and offline: are there only files to be changed, for no manager runs?
pick_manager() {
  offline=$in_image
  if [ "$in_image" = true ]; then
    if have systemctl; then manager=systemd; elif have rc-update; then manager=openrc; else manager=sysv; fi
  elif [ -d /run/systemd/system ] || quiet systemctl show --property=Version; then
    manager=systemd
  elif have systemctl && { [ -n "${is_unit-}" ] || ! sysv_exists; } && ! have rc-service; then
    manager=systemd offline=true
  elif have rc-service; then
    manager=openrc
  elif have service || [ -d /etc/init.d ]; then
    manager=sysv
  else
    fail "cannot tell which service manager the host has"
  fi
  if [ "$manager" = systemd ]; then have systemctl || fail 'the host has no systemctl'; fi
}

# links that no manager syncs: those of systemd, OpenRC and System V
sync_links() {
  set +f
  set -- /etc/systemd/system/*.wants /etc/systemd/system/*.requires /etc/runlevels/* /etc/rc?.d
  set -f
  sync_later "$@"
}

set_enabled() { "$1" && sync_links; }

# --- systemd ---

control() {
  if [ "$offline" = true ]; then
    SYSTEMD_OFFLINE=1 systemctl "$@"
  elif [ "$scope" = system ]; then
    systemctl "$@"
  else
    systemctl "--$scope" "$@"
  fi
}

systemd_reload() {
  if [ "$offline" = true ]; then return; fi
  if [ "$daemon_reload" = true ]; then change _daemon_reload '' '' control daemon-reload; fi
  if [ "$daemon_reexec" = true ]; then change _daemon_reexec '' '' control daemon-reexec; fi
}

systemd_observe() {
  unit_file=$(control is-enabled "$name" 2>&1)
  enabled_rc=$?
  if [ "$offline" = true ]; then
    active=no
    case $unit_file in *'No such file'* | *'not-found'* | *'does not exist'*) found=no ;; *) found=yes ;; esac
    return
  fi
  show=$(control show -- "$name" 2>&1) || fail "Service is in unknown state: $show"
  data status "$show"
  active=$(printf '%s\n' "$show" | sed -n 's/^ActiveState=//p')
  load=$(printf '%s\n' "$show" | sed -n 's/^LoadState=//p')
  case $load in not-found) found=no ;; *) found=yes ;; esac
  # a System V script has no unit file of its own
  if [ "$found" = no ] && [ -x "/etc/init.d/$name" ]; then found=yes; fi
}

systemd_is_enabled() {
  case $unit_file in
    enabled | enabled-runtime | static | alias | generated | linked) return 0 ;;
    disabled | masked | masked-runtime | indirect) return 1 ;;
  esac
  [ "$enabled_rc" -eq 0 ]
}

systemd_enable() { systemd_switch enable; }
systemd_disable() { systemd_switch disable; }
systemd_switch() {
  said=$(control "$1" "$name" 2>&1) && return
  printf 'Unable to %s service %s: %s\n' "$1" "$name" "$said" >&2
  return 1
}
systemd_mask() { control "$1" "$name" && sync_links; }
systemd_do() {
  if [ "$offline" = true ]; then fail "Service is in unknown state: systemd does not run here"; fi
  if [ "$no_block" = true ]; then set -- "$1" --no-block; fi
  # shellcheck disable=SC2086 # an option or nothing
  said=$(control ${2-} "$1" "$name" 2>&1) && return
  printf 'Unable to %s service %s: %s\n' "$1" "$name" "$said" >&2
  return 1
}

# --- OpenRC ---

openrc_observe() {
  found=yes
  if [ ! -x "/etc/init.d/$name" ] && ! quiet rc-service --exists "$name"; then found=no; fi
  active=no
  if [ "$in_image" = false ] && quiet rc-service "$name" status; then active=active; fi
}

openrc_is_enabled() { rc-update show "$runlevel" 2>/dev/null | awk -v n="$name" '$1 == n { found = 1 } END { exit !found }'; }
openrc_enable() { rc-update add "$name" "$runlevel"; }
openrc_disable() { rc-update del "$name" "$runlevel"; }
openrc_do() { rc-service "$name" "$1"; }

# --- System V (the rest is in lib/module/shell/sysv.sh) ---

sysv_observe() {
  found=no active=no
  if sysv_exists; then found=yes; fi
  if [ "$in_image" = false ] && [ "$found" = yes ] && sysv_running; then active=active; fi
}

sysv_do() {
  # shellcheck disable=SC2086 # the user's words
  if have service; then service "$name" "$1" ${arguments-}; else "/etc/init.d/$name" "$1" ${arguments-}; fi
}

# --- the same for all of them ---

restart() {
  if [ "$manager" = sysv ] || { [ "$manager" = openrc ] && [ -n "${sleep-}" ]; }; then
    "${manager}_do" stop
    if [ -n "${sleep-}" ]; then sleep "$sleep"; fi
    "${manager}_do" start
  else
    "${manager}_do" restart
  fi
}

mask_as_asked() {
  case ${masked-} in
    true) case $unit_file in masked*) ;; *) change masked false true systemd_mask mask ;; esac ;;
    false)
      case $unit_file in
        masked*)
          change masked true false systemd_mask unmask
          unit_file=disabled enabled_rc=1
          ;;
      esac
      ;;
  esac
}

enable_as_asked() {
  if [ -z "${enabled-}" ]; then return; fi
  if "${manager}_is_enabled"; then is_enabled=true; else is_enabled=false; fi
  if [ "$enabled" = true ] && [ "$is_enabled" = false ]; then change enabled false true set_enabled "${manager}_enable"; fi
  if [ "$enabled" = false ] && [ "$is_enabled" = true ]; then change enabled true false set_enabled "${manager}_disable"; fi
  data enabled "$enabled"
}

run_as_asked() {
  case ${state-} in
    '') return ;;
    started) case $active in active | activating | reloading) ;; *) change state stopped started "${manager}_do" start ;; esac ;;
    stopped) case $active in active | activating | reloading | deactivating) change state started stopped "${manager}_do" stop ;; esac ;;
    restarted) change state started restarted restart ;;
    reloaded)
      case $active in
        active | activating) change state started reloaded "${manager}_do" reload ;;
        *) change state stopped started "${manager}_do" start ;;
      esac
      ;;
  esac
  case $state in stopped) data state stopped ;; *) data state started ;; esac
}

# nothing runs in an image: what should run is enabled
leave_to_boot() {
  case ${state-} in
    '') return ;;
    started)
      if [ -z "${enabled-}" ]; then enabled=true; fi
      if [ "$enabled" = true ]; then
        data msg "this is an image: $name is enabled and its start is left to the boot"
      else
        data msg "this is an image: the start of $name is left to the boot, and it is not enabled"
      fi
      ;;
    stopped) data msg "this is an image: nothing runs, so $name is stopped" ;;
    *) data msg "this is an image: $name runs at the boot with what is installed now; nothing to be $state" ;;
  esac
  data state "$state"
}

pick_manager
if [ "$manager" = systemd ]; then
  systemd_reload
elif [ -n "${masked-}" ] || [ "$daemon_reload" = true ] || [ "$daemon_reexec" = true ]; then
  fail "masked, daemon_reload and daemon_reexec need systemd; the host runs $manager"
elif [ -z "${state-}${enabled-}" ]; then
  fail 'one of the following is required: state, enabled'
fi
if [ -z "${name-}" ]; then exit 0; fi
data name "$name"
"${manager}_observe"
if [ "$found" = no ]; then
  if [ "${masked-}" = true ] && [ "$manager" = systemd ]; then mask_as_asked && exit 0; fi
  case ${state-} in stopped) if [ "${enabled-}" != true ]; then data state stopped && exit 0; fi ;; esac
  absent "Could not find the requested service $name: host"
  change service '' "${state-}${enabled:+ enabled=$enabled}"
  exit 0
fi
if [ "$in_image" = true ]; then leave_to_boot; fi
if [ "$manager" = systemd ]; then mask_as_asked; fi
enable_as_asked
if [ "$in_image" = false ]; then run_as_asked; fi
exit 0
