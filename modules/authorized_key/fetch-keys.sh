# shellcheck shell=sh disable=SC2154
ts_scratch
keys=$ts_file
pick_web_client
case $web_client in
  curl) run_curl -f -L --connect-timeout "$timeout" -o "$keys" -- "$url" 2>"$keys.err" ;;
  *) run_wget "$keys" -- "$url" 2>"$keys.err" ;;
esac || fail "Error getting key from: $url ($(tail -n 1 "$keys.err"))"
data_file keys "$keys"
