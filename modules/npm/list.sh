# shellcheck shell=sh disable=SC2154
have "$executable" || fail "Failed to find required executable \"$executable\""
set -- --json
if [ "$is_global" = true ]; then set -- "$@" --global; fi
if [ -n "${path-}" ]; then
  if ! cd -- "$path" 2>/dev/null; then
    absent "there is no directory $path"
    exit 0
  fi
fi
# it ends with an error when something is missing
data list "$("$executable" list "$@" 2>/dev/null)"
if [ "$asks_newer" = true ]; then
  set -- --parseable
  if [ "$is_global" = true ]; then set -- "$@" --global; fi
  if [ -n "${name-}" ]; then set -- "$@" "$name"; fi
  data outdated "$("$executable" outdated "$@" 2>/dev/null)"
fi
