# shellcheck shell=sh disable=SC2154,SC2317
for name in chdir creates removes; do eval "[ -z \"\${$name-}\" ] || expand_path $name"; done
if [ -n "${chdir-}" ]; then cd -- "$chdir" || fail "Unable to change directory before execution: $chdir"; fi

exists() { [ -e "$1" ]; }
settle_creates exists

is_program() {
  case $1 in
    */*) [ -x "$1" ] && [ ! -d "$1" ] ;;
    *) case $(ts_as_user; command -v -- "$1") in /*) ;; *) return 1 ;; esac ;;
  esac
}
is_program "$program" || fail "The command was not found or was not executable: $program."
has_terminals() { have stty && script --version 2>/dev/null | grep -q util-linux; }
has_terminals ||
  fail 'expect needs the programs stty and script, the one of util-linux (package bsdutils of Debian, util-linux or util-linux-script of others)'
if [ -n "${chdir-}" ]; then data chdir "$PWD"; fi
data_time start
