# shellcheck shell=sh disable=SC2154,SC2317
ask_curl() { run_curl -f -L -m "$timeout" -o "$answer"; }
ask_wget() { run_wget "$answer" "$url"; }

ts_scratch
answer=$ts_file
pick_web_client
"ask_$web_client" 2>"$answer.err" || fail "failed to fetch PPA information, error was: $(tail -n 1 "$answer.err")"
data_file info "$answer"
