# shellcheck shell=sh disable=SC2154,SC2317
case $name in '' | -* | *[!A-Za-z0-9.-]*) fail "'$name' is not a host name" ;; esac
if [ "${#name}" -gt 253 ]; then fail "'$name' is too long for a host name"; fi

permanent=$(cat /etc/hostname 2>/dev/null)
if [ "$permanent" != "$name" ]; then
  data permanent "$permanent"
  change hostname "$permanent" "$name" put /etc/hostname '' '' '' text "$name
"
fi
if [ "$in_image" = true ]; then
  data msg 'this is an image: /etc/hostname is set, the name itself is left to the boot'
else
  current=$(uname -n)
  if [ "$current" != "$name" ]; then change current_hostname "$current" "$name" hostname "$name"; fi
fi
data name "$name"
