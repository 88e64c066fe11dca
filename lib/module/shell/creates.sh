# shellcheck shell=sh disable=SC2154
# settle_creates TEST: what `creates` and `removes` (which may be unset) leave to be done: ends the script when that is
# nothing, and in a check. TEST is a command that says whether there is such a name.
settle_creates() {
  if [ -n "${creates-}" ] && "$1" "$creates"; then
    data kept "$creates exists"
    exit 0
  fi
  if [ -n "${removes-}" ] && ! "$1" "$removes"; then
    data kept "$removes does not exist"
    exit 0
  fi
  in_check data unrun yes
  in_check exit 0
}
