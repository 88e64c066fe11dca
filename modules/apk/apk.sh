# shellcheck shell=sh disable=SC2154,SC2317
have apk || fail 'the host has no apk'
collect apk
if [ "$no_cache" = true ]; then collect --no-cache; fi
add_repository() { collect --repository "$1"; }
if [ "$count_repository" -gt 0 ]; then collect --repositories-file /dev/null; fi
each_repository add_repository
command=$collected

# run WORD…: with what it says kept
run() {
  ts_scratch
  eval "$command \"\$@\"" >"$ts_file" 2>"$ts_file.err"
  code=$?
  tell_said "$ts_file"
  if [ "$code" -ne 0 ]; then fail "'apk $*' failed: $(cat -- "$ts_file" "$ts_file.err")"; fi
}

tell_said() {
  data_file stdout "$1"
  data_file stderr "$1.err"
}

is_installed() { quiet apk -v info --installed "$1"; }
is_in_world() { grep -qxF -- "$1" "$world" 2>/dev/null; }
has_newer() { [ -n "$(eval "$command version -q -l '<' \"\$1\"" 2>/dev/null)" ]; }

# foresee WORD…: sets packages to those that apk would do something with: (1/2) Installing curl (8.1-r0)
foresee() {
  ts_scratch
  eval "$command --simulate \"\$@\"" >"$ts_file" 2>"$ts_file.err"
  packages=$(sed -n 's/^([0-9]*\/[0-9]*) [A-Z][a-z]* \([^ ]*\).*/\1/p' "$ts_file")
  for each in $packages; do data packages "$each"; done
  in_check tell_said "$ts_file"
}

# `curl>8` and `curl@edge` are named curl
base_of() { printf '%s' "$1" | sed 's/[<>=~@].*//'; }

consider() {
  package=$(base_of "$1")
  if [ "$state" = absent ]; then
    if is_installed "$package"; then collect "$package"; fi
  elif ! is_installed "$package" || { [ "$package" != "$1" ] && ! is_in_world "$1"; }; then
    collect "$1"
  elif [ "$state" = latest ] && has_newer "$package"; then
    collect "$1"
  fi
}

if [ "$update_cache" = true ]; then
  if [ "$upgrade" = false ] && [ "$count_name" -eq 0 ]; then
    change cache '' now run update
    data msg 'updated repository indexes'
    exit 0
  fi
  change _cache '' now run update
fi
if [ "$upgrade" = true ]; then
  set -- upgrade
  if [ "$available" = true ]; then set -- "$@" --available; fi
  foresee "$@"
  if [ -z "$packages" ]; then
    tell_said "$ts_file"
    data msg 'packages already upgraded'
    exit 0
  fi
  change upgrade '' "$packages" run "$@"
  data msg 'upgraded packages'
  exit 0
fi

collected=''
each_name consider
if [ -z "$collected" ]; then
  data msg "package(s) already $(case $state in absent) echo removed ;; *) echo installed ;; esac)"
  exit 0
fi
case $state in
  absent) set -- del --purge ;;
  latest) set -- add --upgrade ;;
  *) set -- add ;;
esac
eval "foresee \"\$@\" $collected"
eval "change packages '' \"\$state \$packages\" run \"\$@\" $collected"
eval "set -- $collected"
case $state in absent) data msg "removed $* package(s)" ;; *) data msg "installed $* package(s)" ;; esac
exit 0
