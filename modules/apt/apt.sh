# shellcheck shell=sh disable=SC2154,SC2317,SC2034
# apt itself is asked what it would do; what it answers nothing to is done already.
have apt-get || fail 'the host has no apt-get'
export DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical

# --- options every call gets ---

add_dpkg_option() { collect -o "Dpkg::Options::=--$1"; }

collect -y -o "DPkg::Lock::Timeout=$lock_timeout"
each_dpkg_options add_dpkg_option
case ${install_recommends-} in
  true) collect -o APT::Install-Recommends=yes ;;
  false) collect -o APT::Install-Recommends=no ;;
esac
if [ -n "${default_release-}" ]; then collect -t "$default_release"; fi
if [ "$only_upgrade" = true ]; then collect --only-upgrade; fi
if [ "$allow_unauthenticated" = true ] || [ "$force" = true ]; then collect --allow-unauthenticated; fi
if [ "$allow_downgrade" = true ] || [ "$force" = true ]; then collect --allow-downgrades; fi
if [ "$allow_change_held_packages" = true ] || [ "$force" = true ]; then collect --allow-change-held-packages; fi
if [ "$autoremove" = true ]; then collect --auto-remove; fi
if [ "$purge" = true ]; then collect --purge; fi
options=$collected collected=''

# apt VERB WORD…: with the options; its output becomes the result's stdout and stderr
apt() {
  eval "keep_said apt-get $options \"\$@\""
  if [ "$said_rc" -ne 0 ]; then tell_said; fi
  return "$said_rc"
}

policy=/usr/sbin/policy-rc.d
ours='# for the time of a task of tsplay, process '

# the same as a change: what it says is kept, and why it failed
apt_do() {
  trap policy_off EXIT
  trap 'exit 143' HUP INT TERM
  policy_on
  apt "$@"
  code=$?
  policy_off
  trap - EXIT HUP INT TERM
  if [ "$code" -ne 0 ]; then apt_failed "$@"; fi
  tell_said
}

apt_failed() { fail "'apt-get $*' failed: $(cat -- "$said_err")"; }

# what goes is no change, and nothing is told of it
clean_cache() { apt clean || apt_failed clean; }

# Services must not start, for as long as the packages are being set up. In an image they never do.
policy_on() {
  drop_stale_policy
  if ! has_policy; then return; fi
  if [ -e "$policy" ]; then mv -f "$policy" "$policy.tsplay"; fi
  printf '#!/bin/sh\n%s%s\nexit %s\n' "$ours" "$$" "$policy_rc_d" >"$policy" && chmod 755 "$policy"
}

policy_off() { if has_policy; then put_policy_back; fi; }
has_policy() { [ -n "${policy_rc_d-}" ] && [ "${TSPLAY_PLACE-}" != image ]; }

put_policy_back() {
  if [ -e "$policy.tsplay" ]; then
    mv -f "$policy.tsplay" "$policy"
  elif [ -n "$(policy_owner)" ]; then
    rm -f "$policy"
  fi
}

# the process that made it, when it is one of ours
policy_owner() { if [ -f "$policy" ]; then sed -n "s/^$ours//p" "$policy"; fi; }

# What a run that was killed left would keep services from starting for ever, and look like the host's own.
drop_stale_policy() {
  if [ ! -e "$policy" ]; then put_policy_back; fi
  owner=$(policy_owner)
  if [ -n "$owner" ] && { [ "$owner" = "$$" ] || ! kill -0 "$owner" 2>/dev/null; }; then put_policy_back; fi
}

# simulate VERB WORD…: what apt would do, without even writing its caches
simulate() {
  apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -s "$@"
}

# plan VERB WORD…: sets plan, the lines of what apt would do
plan() {
  if ! simulate "$@"; then
    missing=$(sed -n 's/^E: Unable to locate package //p' "$said_err" | head -n 1)
    case $missing in
      '') ;;
      *[*?[]*) fail "No package(s) matching '$missing' available" ;;
      *) fail "No package matching '$missing' is available" ;;
    esac
    wanted=$(sed -n "s/^E: Version '\(.*\)' for '\(.*\)' was not found\$/\2=\1/p" "$said_err" | head -n 1)
    if [ -n "$wanted" ]; then fail "no available installation candidate for $wanted"; fi
    fail "'apt-get -s $*' failed: $(cat -- "$said_err")"
  fi
  plan=$(grep -E '^(Inst|Remv|Purg) ' "$said_out")
  removals=$(printf '%s\n' "$plan" | grep -cE '^(Remv|Purg) ')
}

# carry_out KEY VERB WORD…: plans and does it, when there is anything to do
carry_out() {
  key=$1
  shift
  plan "$@"
  check_floors
  if [ -z "$plan" ]; then
    if [ "$key" = upgrade ]; then tell_said; fi
    return
  fi
  if [ "$fail_on_autoremove" = true ] && [ "$removals" -gt 0 ] && [ "$key" != remove ]; then
    fail "$(printf 'Packages need to be removed but remove is disabled.\n%s' "$plan")"
  fi
  in_check tell_said
  change "$key" '' "$plan" apt_do "$@"
}

# name>=version: is what apt would take new enough?
floors=''
check_floors() {
  for floor in $floors; do
    package=${floor%%'>='*}
    planned=$(printf '%s\n' "$plan" | awk -v p="$package" '
      $1 == "Inst" && $2 == p { v = $3 ~ /^\[/ ? $4 : $3; gsub(/[()]/, "", v); print v; exit }')
    if [ -n "$planned" ] && dpkg --compare-versions "$planned" ge "${floor#*'>='}"; then continue; fi
    fail "There is no version of '$package' that is at least ${floor#*'>='}"
  done
}

# --- the lists of packages ---

# A directory of lists without lists is as good as none, however young it is.
stamp_of_lists() {
  if [ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -print 2>/dev/null | head -n 1)" ]; then
    echo 0
    return
  fi
  for stamp in /var/lib/apt/periodic/update-success-stamp /var/lib/apt/lists; do
    if [ -e "$stamp" ]; then stat -c %Y "$stamp" && return; fi
  done
  echo 0
}

update_lists() {
  try=0
  # without this apt-get calls it a success when it could fetch nothing
  while ! apt -o APT::Update::Error-Mode=any update; do
    try=$((try + 1))
    if [ "$try" -gt "$update_cache_retries" ]; then fail "Failed to update apt cache: $(cat -- "$said_err")"; fi
    progress "apt-get update failed, trying again"
    sleep "$try"
  done
  if [ "$(stamp_of_lists)" != "$stamp" ]; then cache_updated=true; fi
  # how old they are counts from here, whether a server had newer ones or not
  touch /var/lib/apt/lists
}

stamp=$(stamp_of_lists)
cache_updated=false
if [ "${update_cache-}" = true ] || { [ "${update_cache-}" != false ] && [ "$cache_valid_time" -gt 0 ]; }; then
  if [ $((stamp + cache_valid_time)) -lt "$(date +%s)" ] || [ "$cache_valid_time" -eq 0 ]; then
    change _cache "$stamp" now update_lists
    if [ "$ts_mode" = check ]; then cache_updated=true; fi
    if [ "$is_update_only" = true ] && [ "$cache_updated" = true ]; then change cache "$stamp" now; fi
  fi
fi
if [ "$tells_lists" = true ]; then
  data cache_updated "$cache_updated"
  data cache_update_time "$(stamp_of_lists)"
fi

# --- upgrades ---

case $upgrade in
  no) ;;
  dist | full) carry_out upgrade dist-upgrade ;;
  yes | safe) carry_out upgrade upgrade --with-new-pkgs ;;
esac

# --- packages ---

# status_of NAME: 'installed VERSION', 'config-files VERSION' or nothing
status_of() {
  dpkg-query -W -f '${db:Status-Status} ${Version}\n' -- "$1" 2>/dev/null | sort -r | head -n 1
}

# adds what is not there, or not in the version asked for
want_present() {
  case $1 in
    *'>='*) wanted=${1#*'>='} package=${1%%'>='*} ;;
    *=*) wanted=${1#*=} package=${1%%=*} ;;
    *) wanted='' package=$1 ;;
  esac
  case $package in
    *'*'*)
      collect "$1"
      return
      ;;
  esac
  named="$named $package"
  # apt knows whether there is a newer one that matches
  case $wanted in
    *[*?[]*)
      collect "$1"
      return
      ;;
  esac
  status=$(status_of "$package")
  case $status in installed*) version=${status#installed } ;; *) version='' ;; esac
  if [ -n "$version" ]; then
    case $1 in
      *'>='*) if dpkg --compare-versions "$version" ge "$wanted"; then return; fi ;;
      *=*) if [ "$version" = "$wanted" ]; then return; fi ;;
      *) return ;;
    esac
  fi
  case $1 in
    *'>='*) floors="$floors $1" && collect "$package" ;;
    *) collect "$1" ;;
  esac
}

want_latest() {
  case $1 in
    *'>='*)
      want_present "$1"
      case $floors in *" $1") ;; *) collect "${1%%'>='*}" ;; esac
      ;;
    *)
      case $1 in *'*'*) ;; *) named="$named ${1%%=*}" ;; esac
      collect "$1"
      ;;
  esac
}

# what is named here is no leftover that autoremove may take, though something else may have brought it
named=''
mark_manual() {
  states=/var/lib/apt/extended_states
  if [ -z "$named" ] || [ ! -f "$states" ]; then return; fi
  automatic=$(named=$named awk '
    BEGIN { RS = ""; FS = "\n"; n = split(ENVIRON["named"], names, " "); for (i = 1; i <= n; i++) wanted[names[i]] = 1 }
    /Auto-Installed: 1/ {
      package = architecture = ""
      for (i = 1; i <= NF; i++) {
        if ($i ~ /^Package: /) package = substr($i, 10)
        if ($i ~ /^Architecture: /) architecture = substr($i, 15)
      }
      if (package in wanted) print package
      if ((package ":" architecture) in wanted) print package ":" architecture
    }' "$states")
  # shellcheck disable=SC2086 # names of packages
  if [ -n "$automatic" ]; then change _manual '' "$automatic" apt-mark manual $automatic; fi
}

want_absent() {
  case $1 in
    *'*'*)
      for package in $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' -- "$1" 2>/dev/null | sed -n 's/^installed //p'); do collect "$package"; done
      return
      ;;
  esac
  status=$(status_of "${1%%=*}")
  case $status in
    installed*) collect "${1%%=*}" ;;
    config-files*) if [ "$purge" = true ]; then collect "${1%%=*}"; fi ;;
  esac
}

do_deb() {
  file=$deb
  case $deb in
    *://*)
      ts_scratch
      file=$ts_file.deb
      fetch_url "$deb" "$file" || fail "cannot download $deb: $said"
      ;;
  esac
  [ -f "$file" ] || fail "there is no file $deb"
  fields=$(dpkg-deb -f "$file" Package Version Architecture 2>&1) || fail "$deb is not a Debian package: $fields"
  package=$(printf '%s\n' "$fields" | sed -n 's/^Package: //p')
  version=$(printf '%s\n' "$fields" | sed -n 's/^Version: //p')
  status=$(status_of "$package")
  case $status in
    "installed $version") return ;;
    installed*)
      if [ "$allow_downgrade" = false ] && [ "$force" = false ] && dpkg --compare-versions "${status#installed }" gt "$version"; then
        fail "A later version is already installed: $package ${status#installed }"
      fi
      ;;
  esac
  case $file in /*) ;; *) file=./$file ;; esac
  change deb "$status" "installed $version" apt_do install "$file"
}

if [ -n "${deb-}" ]; then do_deb; fi
case $state in
  present) each_name want_present ;;
  latest) each_name want_latest ;;
  absent) each_name want_absent ;;
  build-dep) each_name collect ;;
  fixed) carry_out fixed -f install ;;
esac
if [ -n "$collected" ]; then
  case $state in
    present | latest) eval "carry_out install install $collected" ;;
    absent) eval "carry_out remove remove $collected" ;;
    build-dep) eval "carry_out build_dep build-dep $collected" ;;
  esac
fi
case $state in present | latest) mark_manual ;; esac
if [ "$autoremove" = true ]; then carry_out autoremove autoremove; fi
if [ "$autoclean" = true ] && simulate autoclean; then
  if grep -q '^Del ' "$said_out"; then
    change autoclean '' 'old files' apt_do autoclean
  elif [ -z "$collected" ]; then
    tell_said
  fi
fi
if [ "$clean" = true ] && [ -n "$(find /var/cache/apt/archives -name '*.deb' 2>/dev/null | head -n 1)" ]; then
  change _clean '' 'package files' clean_cache
fi
exit 0
