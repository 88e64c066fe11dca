# shellcheck shell=sh disable=SC2154,SC2317,SC2016
found=''

# tell MANAGER TOOL COMMAND…
tell() {
  key=$1 tool=$2
  shift 2
  if ! have "$tool"; then return; fi
  if [ "$strategy" = first ] && [ -n "$found" ]; then return; fi
  ts_scratch
  if ! "$@" >"$ts_file" 2>/dev/null || [ ! -s "$ts_file" ]; then return; fi
  found="$found $key"
  data_file "$key" "$ts_file"
}

ask() {
  case $1 in
    rpm) tell rpm rpm rpm -qa --queryformat '%{NAME}\t%{VERSION}\t%{RELEASE}\t%{EPOCH}\t%{ARCH}\n' ;;
    apt) tell apt dpkg-query debian_packages ;;
    pacman) tell pacman pacman pacman_packages ;;
    apk) tell apk apk apk_packages ;;
  esac
}

# The origin is that of the source that still has the version, as the Release files name it.
debian_packages() {
  dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${Section}\n' >"$ts_file.dpkg" || return
  awk -F '\t' '$1 ~ /^.i/ { print $2 "\t" $3 "\t" $4 "\t" $5 "\t" }' "$ts_file.dpkg"
}

pacman_packages() { pacman -Q | tr ' ' '\t'; }

# NAME-VERSION-rRELEASE
apk_packages() { apk info -v 2>/dev/null | sed -n 's/^\(.*\)-\([^-]*\)-\(r[0-9]*\)$/\1\t\2\t\3/p'; }

each_manager ask
if [ -z "$found" ]; then fail "Could not detect a supported package manager from the following list: $(each_manager printf '%s ')"; fi
exit 0
