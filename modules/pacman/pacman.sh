# shellcheck shell=sh disable=SC2154,SC2317
have "$executable" || fail "the host has no $executable"

# run WORD…: with what it says kept
run() {
  keep_said "$executable" --noconfirm --noprogressbar "$@"
  tell_said
  if [ "$said_rc" -ne 0 ]; then fail "Failed to run pacman $*: $(cat -- "$said_err")"; fi
}

is_installed() { quiet "$executable" -Q -- "$1"; }
members() { "$executable" -Sgq -- "$1" 2>/dev/null; }

refresh() {
  lists() { find "${dbpath:-/var/lib/pacman}/sync" -type f -exec sha256sum {} + 2>/dev/null | sort; }
  before=$(lists)
  set -- --sync --refresh
  if [ "$force" = true ]; then set -- "$@" --refresh; fi
  collected=''
  each_update_cache_extra_args collect
  eval "run \"\$@\" $collected"
  if [ "$before" = "$(lists)" ]; then data cache_updated false; else data cache_updated true; fi
}

consider() {
  case $1 in
    *://* | *.pkg.tar*)
      file=true
      package=$(package_of "$1")
      if [ -z "$package" ] || ! is_version "$package"; then add "$1"; fi
      return
      ;;
  esac
  if [ "$state" != absent ] && is_installed "$1"; then
    if [ "$state" = latest ] && quiet "$executable" -Qu -- "$1"; then add "$1"; fi
    return
  fi
  names=$(members "$1")
  if [ -n "$names" ]; then
    for each in $names; do consider_one "$each"; done
  else
    consider_one "$1"
  fi
}

package_of() { "$executable" -Qp -- "$1" 2>/dev/null; }
is_version() { [ "$("$executable" -Q -- "${1% *}" 2>/dev/null)" = "$1" ]; }

consider_one() {
  if is_installed "$1"; then
    case $state in
      absent) add "$1" ;;
      latest) if quiet "$executable" -Qu -- "$1"; then add "$1"; fi ;;
    esac
  elif [ "$state" != absent ]; then
    # a name that something else gives is good enough
    if ! "$executable" -Si -- "$1" >/dev/null 2>&1 && ! "$executable" -Sp -- "$1" >/dev/null 2>&1; then
      fail "Failed to list package $1: error: target not found: $1"
    fi
    add "$1"
  fi
}

add() {
  collect "$1"
  todo="$todo$1
"
}

act() {
  collected_names=$collected
  collected=''
  each_extra_args collect
  case $state:$file in
    absent:*)
      set -- -R
      if [ "$force" = true ]; then set -- "$@" -dd; fi
      if [ "$remove_nosave" = true ]; then set -- "$@" --nosave; fi
      ;;
    *:true) set -- -U ;;
    *) set -- -S --needed ;;
  esac
  if [ -n "${reason-}" ] && [ "$state" != absent ] && [ "$reason" = dependency ]; then set -- "$@" --asdeps; fi
  eval "run \"\$@\" $collected -- $collected_names"
}

todo='' file=false
if [ "${update_cache-}" = true ]; then
  change _cache '' now refresh
fi
if [ "${upgrade-}" = true ]; then
  newer=$("$executable" -Qu 2>/dev/null | grep -v '\[ignored\]')
  if [ -n "$newer" ]; then
    collected=''
    each_upgrade_extra_args collect
    eval "change upgrade '' \"\$newer\" run -S --sysupgrade $collected"
    for each in $(printf '%s\n' "$newer" | awk '{ print $1 }'); do data packages "$each"; done
    data msg "$(printf '%s\n' "$newer" | grep -c .) packages upgraded"
  else
    data msg 'Nothing to upgrade'
  fi
  exit 0
fi
if [ "$count_name" -eq 0 ]; then exit 0; fi
each_name consider
if [ -n "$todo" ]; then
  say_packages() { data packages "$1"; }
  old_ifs=$IFS IFS='
'
  for each in $todo; do say_packages "$each"; done
  IFS=$old_ifs
  case $state in absent) word=removed ;; *) word=installed ;; esac
  data msg "$word $(printf '%s' "$todo" | grep -c .) package(s)"
  change packages '' "$state $todo" act
else
  case $state in absent) data msg 'package(s) already absent' ;; *) data msg 'package(s) already installed' ;; esac
fi
if [ -n "${reason-}" ] && [ "$reason_for" = all ] && [ "$state" != absent ]; then
  mark() {
    case $reason in dependency) query=-Qdq flag=--asdeps ;; *) query=-Qeq flag=--asexplicit ;; esac
    if is_installed "$1" && ! "$executable" "$query" 2>/dev/null | grep -qxF -- "$1"; then change "reason of $1" '' "$reason" "$executable" -D "$flag" "$1"; fi
  }
  each_name mark
fi
exit 0
