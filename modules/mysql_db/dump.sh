# shellcheck shell=sh disable=SC2154
open_mysql
dumper=''
for name in mariadb-dump mysqldump; do
  if have "$name"; then dumper=$name && break; fi
done
if [ -z "$dumper" ]; then absent 'the host has neither mariadb-dump nor mysqldump'; fi

run_dump() {
  collected=''
  each_words collect
  eval "\"\$dumper\" --defaults-file=\"\$my_login\" $collected"
}

if [ -n "${chdir-}" ]; then cd -- "$chdir" || fail "cannot change to $chdir"; fi
data program "$dumper"
change dump '' "$target" write_dump_file
