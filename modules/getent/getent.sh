# shellcheck shell=sh disable=SC2154
have getent || fail 'the host has no getent'
set -- "$database"
if [ -n "$key" ]; then set -- "$@" "$key"; fi
if [ -n "${service-}" ]; then set -- -s "$service" "$@"; fi
lines=$(getent "$@")
case $? in
  0) data lines "$lines" ;;
  1) fail 'Missing arguments, or database unknown.' ;;
  2) if [ "$fail_key" = true ]; then fail 'One or more supplied key could not be found in the database.'; fi ;;
  *) fail 'Enumeration not supported on this database.' ;;
esac
exit 0
