# shellcheck shell=sh disable=SC2154,SC2317
if ! said=$(cd -- "$chdir" 2>&1); then
  absent "$said"
  change target '' "${target-}"
  exit 0
fi
cd -- "$chdir" || exit 1
if [ -z "${make-}" ]; then
  make='make'
  if have gmake; then make='gmake'; fi
fi
have "$make" || fail "[Errno 2] No such file or directory: b'$make'"

each_words collect
eval "set -- $collected"
data program "$(command -v -- "$make")"

# make itself is asked whether there is something to do
if "$make" --question "$@" >/dev/null 2>&1; then exit 0; fi

run_make() {
  data_out stdout stderr rc "$make" "$@"
  if [ "$ts_rc" -ne 0 ]; then fail "$(cat -- "$ts_file.err")"; fi
}

change target '' "${target-}" run_make "$@"
