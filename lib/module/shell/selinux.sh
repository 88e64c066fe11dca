# shellcheck shell=sh disable=SC2154,SC2034
# settle_selinux: for modules that change the policy with semanage, from the variables in_image, ignore_selinux_state and
# reload. Ends the task where SELinux is not there; sets no_reload, a word for semanage or nothing.
settle_selinux() {
  no_reload=''
  if [ "$in_image" = true ]; then
    no_reload=--noreload
  elif [ "$ignore_selinux_state" = false ] && ! quiet selinuxenabled; then
    fail 'SELinux is disabled on this host.'
  fi
  if [ "$reload" = false ]; then no_reload=--noreload; fi
  if ! have semanage; then
    absent 'the host has no semanage'
    exit 0
  fi
}
