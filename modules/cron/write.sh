# shellcheck shell=sh disable=SC2154,SC2317
write_table() {
  if [ -n "${cron_file-}" ]; then
    if [ "$is_gone" = true ]; then rm -f -- "$cron_file" && sync_later "$cron_file"; else put "$cron_file" '' '' '' text "$after"; fi
    return
  fi
  ts_scratch
  printf '%s' "$after" >"$ts_file" || return
  if [ -n "${user-}" ] && [ "$user" != "$(id -un)" ]; then crontab -u "$user" "$ts_file"; else crontab "$ts_file"; fi &&
    sync_around /var/spool
}

keep_old() {
  backup_file=$(mktemp "${TMPDIR:-/tmp}/crontabXXXXXX") || return
  printf '%s' "$before" >"$backup_file" || return
  data backup_file "$backup_file"
}

if [ "$backup" = true ]; then change _backup '' '' keep_old; fi
change content "$before" "$after" write_table
