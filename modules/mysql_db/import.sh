# shellcheck shell=sh disable=SC2154
open_mysql

run_restore() {
  collected=''
  each_words collect
  ts_scratch
  set -- "$ts_file"
  eval "run_mysql $collected" 2>"$1" && return
  my_words "$1" >&2
  return 1
}

import() {
  if [ "$count_creates" -gt 0 ]; then change_mysql || return; fi
  read_dump_file
}

if [ -n "${chdir-}" ]; then cd -- "$chdir" || fail "cannot change to $chdir"; fi
if [ ! -e "$target" ]; then absent "target $target does not exist on the host"; fi
data program "$my_client"
change import '' "$target" import
