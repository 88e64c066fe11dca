# shellcheck shell=sh disable=SC2154,SC2317
each_argv collect
ts_scratch
said=$ts_file

transfer() {
  eval "$collected" >"$said" 2>"$said.err" 3>&-
  rc=$?
}

eval "$collected --dry-run" >"$said" 2>"$said.err" 3>&-
rc=$?
if [ "$rc" -eq 0 ] && [ -s "$said" ]; then change _transfer '' '' transfer; fi
data rc "$rc"
data_file stdout "$said"
data_file stderr "$said.err"
exit 0
