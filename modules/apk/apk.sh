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
  eval "keep_said $command \"\$@\""
  tell_said
  need_success "$@"
}

need_success() {
  if [ "$said_rc" -eq 0 ]; then return; fi
  case $1 in add) what=install ;; del) what=remove ;; *) what=$1 ;; esac
  shift
  case ${1-} in --*) shift ;; esac
  fail "failed to $what${1+ $*}: $(cat -- "$said_out" "$said_err")"
}

is_installed() { quiet apk -v info --installed "$1"; }
is_in_world() { grep -qxF -- "$1" "$world" 2>/dev/null; }
has_newer() { [ -n "$(eval "$command version -q -l '<' \"\$1\"" 2>/dev/null)" ]; }

# foresee WORD…: sets packages to those that apk would do something with: (1/2) Installing curl (8.1-r0)
foresee() {
  eval "keep_said $command --simulate \"\$@\""
  packages=$(sed -n 's/^([0-9]*\/[0-9]*) [A-Z][a-z]* \([^ ]*\).*/\1/p' "$said_out")
  for each in $packages; do data packages "$each"; done
  in_check tell_said
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
  need_success "$@"
  if [ -z "$packages" ]; then
    tell_said
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
