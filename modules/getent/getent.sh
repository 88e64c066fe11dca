# shellcheck shell=sh disable=SC2154
have getent || fail 'the host has no getent'
set -- "$database"
if [ -n "$key" ]; then set -- "$@" "$key"; fi
if [ -n "${service-}" ]; then set -- -s "$service" "$@"; fi
lines=$(getent "$@")
case $? in
  0) data lines "$lines" ;;
  1) fail 'Missing arguments, or database unknown.' ;;
  2)
    missing='One or more supplied key could not be found in the database.'
    if [ "$fail_key" = true ]; then fail "$missing"; fi
    data msg "$missing"
    ;;
  *) fail 'Enumeration not supported on this database.' ;;
esac
exit 0
