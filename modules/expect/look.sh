# shellcheck shell=sh disable=SC2154,SC2317
for name in chdir creates removes; do eval "[ -z \"\${$name-}\" ] || expand_path $name"; done
if [ -n "${chdir-}" ]; then cd -- "$chdir" || fail "Unable to change directory before execution: $chdir"; fi

exists() { [ -e "$1" ]; }
settle_creates exists

# of this name, the shell may have a command of its own
is_on_path() (
  ts_as_user
  set -f
  IFS=:
  for dir in $PATH; do if is_executable "${dir:-.}/$1"; then exit 0; fi; done
  exit 1
)
is_executable() { [ -x "$1" ] && [ ! -d "$1" ]; }
is_program() {
  case $1 in
    */*) is_executable "$1" ;;
    *) is_on_path "$1" ;;
  esac
}
is_program "$program" || fail "The command was not found or was not executable: $program."
has_terminals() { have stty && script --version 2>/dev/null | grep -q util-linux; }
has_terminals ||
  fail 'expect needs the programs stty and script, the one of util-linux (package bsdutils of Debian, util-linux or util-linux-script of others)'
if [ -n "${chdir-}" ]; then data chdir "$PWD"; fi
data_time start
