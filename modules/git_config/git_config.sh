# shellcheck shell=sh disable=SC2154,SC2034
have git || fail 'the host has no git'
cd -- "${repo:-/}" || exit 1

config() {
  case ${scope-} in
    '') git config --includes "$@" ;;
    file) git config --file "$file" "$@" ;;
    *) git config "--$scope" "$@" ;;
  esac
}

set_config() { config "$@" && sync_around "${file:-${repo:-${HOME:-/}}}"; }

if [ "$list_all" = true ]; then
  ts_scratch
  config -l -z >"$ts_file" 2>"$ts_file.err"
  status=$?
  if [ "$status" -ne 0 ] && [ "$status" -ne 128 ]; then fail "$(cat -- "$ts_file.err")"; fi
  data_file listed "$ts_file"
  exit 0
fi
old=$(config --get -- "$name" 2>&1) || {
  # 1: it is not set; 128 with no file: nothing is set yet
  case $? in 1) old='' ;; *) case $old in *'unable to read config file'*) old='' ;; *) fail "$old" ;; esac ;; esac
}
count=$(config --get-all -- "$name" 2>/dev/null | wc -l)
if [ "$state" = absent ]; then
  if [ "$count" -gt 0 ]; then
    change "$name" "$old" '' set_config --unset-all "$name"
    data msg 'setting changed'
  else
    data msg 'no setting to unset'
  fi
elif [ -z "${value+set}" ]; then
  data config_value "$old"
elif [ "$count" -eq 0 ] || [ "$old" != "$value" ]; then
  change "$name" "$old" "$value" set_config --replace-all "$name" "$value"
  data msg 'setting changed'
else
  data msg ''
fi
