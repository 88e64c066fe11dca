# shellcheck shell=sh disable=SC2154,SC2317
have zypper || fail 'the host has no zypper'
collect zypper --quiet --non-interactive
each_before_verb collect
command=$collected
collected=''
each_behind_verb collect
options=$collected

# run WORD…: with what it says kept; 102, 103 and 106 ask for a reboot or a restart, or warn
run() {
  eval "keep_said $command \"\$@\""
  tell_said
  data rc "$said_rc"
  case $said_rc in
    0 | 102 | 103 | 106) ;;
    *) fail "Zypper run command failed with return code $said_rc: $(cat -- "$said_err" "$said_out")" ;;
  esac
}

is_installed() { [ "$type" = package ] && rpm -q --whatprovides "$1" >/dev/null 2>&1; }
is_type_installed() { quiet zypper --quiet --non-interactive search --installed-only --match-exact --type "$type" "$1"; }
has_newer() { eval "$command list-updates" 2>/dev/null | awk -F '|' -v n="$1" '{ gsub(/ /, "", $3) } $3 == n { found = 1 } END { exit !found }'; }

# `name>=1.0` is one thing for rpm and another for zypper
is_there() {
  case $1 in
    *[\<\>=]*)
      package=$(printf '%s' "$1" | sed 's/[<>=].*//')
      operator=$(printf '%s' "$1" | sed 's/^[^<>=]*\([<>=]*\).*/\1/')
      wanted=$(printf '%s' "$1" | sed 's/^[^<>=]*[<>=]*//')
      rpm -q --whatprovides "$package $operator $wanted" >/dev/null 2>&1 || [ "$(rpm -q --qf '%{VERSION}-%{RELEASE}' "$package" 2>/dev/null)" = "$wanted" ]
      ;;
    *) if [ "$type" = package ]; then is_installed "$1"; else is_type_installed "$1"; fi ;;
  esac
}

consider() {
  case $1 in
    '*') every=true ;;
    +*) if ! is_there "${1#+}"; then collect "$1"; fi ;;
    -*) if is_there "${1#-}"; then collect "$1"; fi ;;
    *://* | *.rpm)
      package=$(rpm -qp --qf '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}' "$1" 2>/dev/null)
      if [ "$state" != absent ] && { [ -z "$package" ] || ! rpm -q "$package" >/dev/null 2>&1; }; then collect "$1"; fi
      ;;
    *)
      if is_there "$1"; then
        case $state in
          absent) collect "$1" ;;
          latest) if has_newer "$1"; then collect "$1"; fi ;;
          present) if [ "$force" = true ]; then collect "$1"; fi ;;
        esac
      elif [ "$state" != absent ]; then
        collect "$1"
      fi
      ;;
  esac
}

if [ "$update_cache" = true ]; then change _cache '' now run refresh; fi
collected='' every=false
each_name consider
if [ "$every" = true ]; then
  case $state in
    latest) if [ "$type" = patch ]; then verb='patch'; else verb=update; fi ;;
    dist-upgrade)
      verb=dist-upgrade
      if [ "$allow_vendor_change" = true ]; then options="$options --allow-vendor-change"; fi
      ;;
    *) fail "'*' needs state=latest or state=dist-upgrade" ;;
  esac
  newer=$(eval "$command list-updates" 2>/dev/null | awk -F '|' 'NF > 4 && $1 ~ /^v/ { gsub(/ /, "", $3); print $3 }')
  if [ -n "$newer" ]; then eval "change upgrade '' \"\$newer\" run \"\$verb\" $options"; fi
  exit 0
fi
if [ -z "$collected" ]; then exit 0; fi
# shellcheck disable=SC2034 # the eval
case $state in absent) verb=remove ;; *) verb=install ;; esac
eval "change packages '' \"\$state\" run \"\$verb\" --type \"\$type\" $options -- $collected"
exit 0
