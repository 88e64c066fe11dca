# shellcheck shell=sh disable=SC2154
# ask CMD…: prints what CMD (a program, or a function that names its own in `ran`) tells. A failure of it fails the task
# with its last words: `answer=$(ask …) || exit 1`
ask() {
  ts_scratch
  "$@" >"$ts_file.out" 2>"$ts_file.err" || {
    ts_code=$?
    case $(command -v -- "$1") in /*) tell_failed "$ts_code" "$ts_file" "$*" ;; *) tell_failed "$ts_code" "$ts_file" "$ran" ;; esac
    fail "$(sed '/^$/d' "$ts_file.err" | tail -n 5)"
  }
  cat -- "$ts_file.out"
}
