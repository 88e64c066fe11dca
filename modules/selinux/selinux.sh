# shellcheck shell=sh disable=SC2154,SC2317
if [ ! -f "$configfile" ]; then
  data details 'the policy of SELinux (package selinux-policy-default or selinux-policy-targeted) brings it'
  absent "Unable to find file $configfile"
  change config absent "$state"
  exit 0
fi
msg='' reboot_required=false

# note TEXT: another part of what is told
note() { msg="$msg${msg:+, }$1"; }

# setting NAME FILE
setting() { sed -n "s/^$1=\(.*\)/\1/p" "$2" 2>/dev/null | sed 's/[[:space:]]*$//' | tail -n 1; }

config_policy=$(setting SELINUXTYPE "$configfile")
config_state=$(setting SELINUX "$configfile")
running_policy=$(setting SELINUXTYPE /etc/selinux/config)
running_state=disabled
if [ "$in_image" = false ] && quiet selinuxenabled; then
  running_state=$(getenforce | tr '[:upper:]' '[:lower:]')
fi
policy=${policy:-$config_policy}
if [ "$in_image" = false ] && [ "$policy" != "$running_policy" ]; then
  note "Running SELinux policy changed from '$running_policy' to '$policy'"
fi

set_running() {
  case $running_state:$state in
    "$state:$state") ;;
    disabled:*)
      reboot_required=true
      warn "Reboot is required to set SELinux state to '$state'"
      ;;
    permissive:disabled)
      reboot_required=true
      warn 'SELinux state change will take effect next reboot'
      ;;
    *:disabled)
      reboot_required=true
      warn "SELinux state temporarily changed from '$running_state' to 'permissive'. State change will take effect next reboot."
      change running_state "$running_state" permissive setenforce 0
      ;;
    *)
      note "SELinux state changed from '$running_state' to '$state'"
      case $state in enforcing) number=1 ;; *) number=0 ;; esac
      change running_state "$running_state" "$state" setenforce "$number"
      ;;
  esac
}

# with_setting NAME VALUE: the text from standard input with it
with_setting() {
  awk -v n="$1" -v v="$2" 'index($0, n "=") == 1 { print n "=" v; found = 1; next } { print } END { if (!found) print n "=" v }'
}

set_config() {
  if [ "$policy" != "$config_policy" ]; then
    if [ ! -e "/etc/selinux/$policy/policy" ]; then fail "Policy $policy does not exist in /etc/selinux/"; fi
    note "SELinux policy configuration in '$configfile' changed from '$config_policy' to '$policy'"
  fi
  if [ "$state" != "$config_state" ]; then note "Config SELinux state changed from '${config_state:-None}' to '$state'"; fi
  old=$(cat -- "$configfile" && echo .)
  new=$(printf '%s' "${old%.}" | with_setting SELINUX "$state" && echo .) || fail "cannot edit $configfile"
  if [ -n "$policy" ]; then new=$(printf '%s' "${new%.}" | with_setting SELINUXTYPE "$policy" && echo .) || fail "cannot edit $configfile"; fi
  if [ "$policy:$state" != "$config_policy:$config_state" ]; then
    change content "${old%.}" "${new%.}" put "$configfile" '' '' '' text "${new%.}"
  fi
}

set_kernels() {
  have grubby || fail "'grubby' command not found on host"
  shown=$(grubby --info=ALL) || fail 'unable to run grubby'
  now=$(printf '%s\n' "$shown" | awk '/^args="/ { if (/[" ]selinux=0[" ]/) off++; else on++ }
    END { print (on && !off ? "enabled" : off && !on ? "disabled" : "<inconsistent>") }')
  case $state in disabled) want=disabled option=--args ;; *) want=enabled option=--remove-args ;; esac
  if [ "$now" = "$want" ]; then return; fi
  note "Kernel SELinux state changed from '$now' to '$want'"
  change kernel "$now" "$want" grubby --update-kernel=ALL "$option" selinux=0
}

if [ "$in_image" = false ]; then set_running; fi
set_config
if [ "$update_kernel_param" = true ]; then set_kernels; fi
data msg "$msg"
data configfile "$configfile"
data policy "$policy"
data state "$state"
data reboot_required "$reboot_required"
exit 0
