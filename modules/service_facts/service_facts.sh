# shellcheck shell=sh disable=SC2154,SC2317
# what systemd has no unit for is asked of the older ones
if have service && have update-rc.d; then
  data sysv "$(service --status-all 2>/dev/null)"
elif have rc-status && have rc-update; then
  data openrc "$(rc-status -a -s -C 2>/dev/null | sed -n 's/^ *\([^ ]*\) *\[ *\([a-z]*\).*/\1\t\2/p')"
fi
have systemctl || exit 0
if [ "$in_image" = false ] && ! [ -d /run/systemd/system ] && ! quiet systemctl show --property=Version; then exit 0; fi
units=$(systemctl list-units --no-pager --no-legend --type service --all 2>/dev/null)
data units "$units"
files=$(systemctl list-unit-files --no-pager --no-legend --type service --all 2>/dev/null | awk '{ print $1, $2 }')
ts_scratch
known=$ts_file
# only those that are not among the units need another question
printf '%s\n' "$units" | tr -d '●*○×' | awk '{ print $1 }' >"$known"
unknown=$(printf '%s\n' "$files" | awk 'NR == FNR { known[$1] = 1; next } !($1 in known) && $1 !~ /@\.service$/ { print $1 }' "$known" -)
set -f
# shellcheck disable=SC2086 # names of units are words
states=$(if [ -n "$unknown" ]; then systemctl show --property=Id,ActiveState -- $unknown 2>/dev/null; fi | awk -F= '
  $1 == "Id" { id = $2 } $1 == "ActiveState" { state = $2 } $0 == "" { print id, state } END { print id, state }')
data unit_files "$(printf '%s\n--\n%s\n' "$states" "$files" | awk '
  $0 == "--" { listed = 1; next } !listed { state[$1] = $2; next } { print $1, $2, ($1 in state ? state[$1] : "unknown") }')"
exit 0
