# shellcheck shell=sh disable=SC2154
# Runs a command at a terminal of its own, of which the three streams are: what is typed, what is shown, and in the end
# the exit code. It is a file of its own beside the session. When what is typed comes to its end, so does the command:
# also when the link is gone. `leader` is an empty file, for the number of the command's process.
if [ -n "${chdir-}" ]; then cd -- "$chdir" || exit; fi
TS_SHELL=${SHELL-} SHELL=/bin/sh TS_LEADER=$leader
export TS_SHELL SHELL TS_LEADER
exec 4>&2 5<"$leader"

end_command() {
  read -r pid <&5 || [ -n "$pid" ] || return
  kill -HUP "-$pid"
  kill -CONT "-$pid"
  sleep 0.2
  kill -KILL "-$pid"
} 2>/dev/null

{
  # the cat of busybox may wait for more of a socket than there is
  dd bs=4096 2>/dev/null
  end_command
} | {
  script -qefc "$at_terminal" /dev/null 4>&- 5<&-
  code=$?
  : >"$leader"
  printf '\n%s\n' "$code" >&4
}
