# shellcheck shell=sh disable=SC2154,SC2317
for control in apache2ctl apachectl ''; do
  if [ -n "$control" ] && have "$control"; then break; fi
done

# look: sets now
look() {
  now=disabled
  if [ -z "$control" ]; then return 0; fi
  if loaded=$("$control" -M 2>/dev/null); then
    case $loaded in *" $identifier"*) now=enabled ;; esac
    return 0
  fi
  why=$("$control" -M 2>&1 >/dev/null)
  if [ "$ignore_configcheck" = false ]; then fail "$control -M: $why"; fi
  case $name:$why in
    *mpm_*:*AH00534*)
      if [ "$warn_mpm_absent" = true ]; then warn 'Apache has no mpm_* module: it cannot start or be asked for its modules until it has one'; fi
      ;;
    *) warn "$control -M: $why" ;;
  esac
}

# all that the tool makes are links, and on SUSE a line of the second
switch() {
  if [ "$force" = true ] && [ "$wanted" = disabled ]; then set -- -f; fi
  data_out stdout stderr rc "$tool" "$@" "$name"
  sync_later "${APACHE_CONFDIR:-/etc/apache2}/mods-enabled" /etc/sysconfig/apache2
  look
  if [ "$now" = "$wanted" ]; then return 0; fi
  fail "Failed to set module $name to $wanted: if $tool did what it should, Apache has another name for it than $identifier: say which with 'identifier'"
}

if [ -z "$control" ]; then absent 'the host has neither apache2ctl nor apachectl'; fi
if [ "$name" = cgi ] && [ -n "$control" ] && "$control" -V 2>/dev/null | grep -q 'threaded: *yes'; then
  fail 'Your MPM seems to be threaded. No automatic actions on module cgi possible.'
fi
look
if [ "$now" != "$wanted" ]; then
  have "$tool" || absent "the host has no $tool"
  change state "$now" "$wanted" switch
fi
data result "Module $name $wanted"
