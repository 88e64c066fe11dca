# shellcheck shell=sh disable=SC2154
if [ -n "${cron_file-}" ]; then
  if [ -f "$cron_file" ]; then data_file text "$cron_file"; fi
  exit 0
fi
if ! have crontab; then
  absent 'the host has no crontab'
  exit 0
fi
set -- -l
if [ -n "${user-}" ]; then
  id -u -- "$user" >/dev/null 2>&1 || absent "crontab:  user \`$user' unknown"
  if [ "$user" != "$(id -un)" ]; then set -- -u "$user" -l; fi
fi
ts_scratch
crontab "$@" >"$ts_file" 2>"$ts_file.err"
case $? in
  0 | 1) ;;
  *) fail "Unable to read crontab: $(cat -- "$ts_file.err")" ;;
esac
data_file text "$ts_file"
