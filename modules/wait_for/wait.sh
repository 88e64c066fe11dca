# shellcheck shell=sh disable=SC2154,SC2317
# listening PORT: does anything of this machine listen, as the kernel says?
listening() {
  hex=$(printf '%04X' "$1")
  awk -v p=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == p { found = 1; exit } END { exit !found }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

reachable() {
  case $host in
    127.* | localhost | ::1)
      listening "$port"
      return
      ;;
  esac
  if have nc; then
    quiet nc -z -w "$connect_timeout" -- "$host" "$port"
  elif have bash; then
    # shellcheck disable=SC2016 # the inner shell's own
    quiet timeout "$connect_timeout" bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$host" "$port"
  elif have busybox; then
    quiet timeout "$connect_timeout" busybox nc "$host" "$port" </dev/null
  else
    fail 'the host has neither nc nor bash to try a port with'
  fi
}

# what the port says by itself
greeting() {
  if have nc; then
    timeout "$connect_timeout" nc -- "$host" "$port" </dev/null
  else
    # shellcheck disable=SC2016 # the inner shell's own
    timeout "$connect_timeout" bash -c 'exec 3<>"/dev/tcp/$1/$2" && cat <&3' bash "$host" "$port"
  fi 2>/dev/null | head -c 65536
}

add_state() {
  case $1 in
    ESTABLISHED) code=01 ;; SYN_SENT) code=02 ;; SYN_RECV) code=03 ;; FIN_WAIT1) code=04 ;; FIN_WAIT2) code=05 ;;
    TIME_WAIT) code=06 ;; CLOSE) code=07 ;; CLOSE_WAIT) code=08 ;; LAST_ACK) code=09 ;; CLOSING) code=0B ;;
    *) fail "unknown active_connection_state ($1) defined" ;;
  esac
  codes="$codes $code"
}

# addresses_of HOST: its addresses, each with a space behind it
addresses_of() {
  case $1 in
    *:*) ;;
    *[!0-9.]*)
      found=$({ getent ahosts "$1" || getent hosts "$1" || name=$1 awk '{ for (i = 2; i <= NF; i++) if ($i == ENVIRON["name"]) print $1 }' /etc/hosts; } 2>/dev/null | awk '{ printf "%s ", $1 }')
      [ -n "$found" ] || fail "cannot find the address of $1"
      printf '%s' "$found"
      return
      ;;
  esac
  printf '%s ' "$1"
}
add_excluded() { excluded=$excluded$(addresses_of "$1") || exit; }

# Is there no connection left to the host's port, but for those of excluded hosts? In /proc/net/tcp* an address is
# written as 32-bit words of a little-endian machine; an IPv4 address can stand in tcp6, behind ::ffff.
drained() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port=":$(printf '%04X' "$port")" -v codes="$codes " -v ours="$ours" -v others="$excluded" '
    function swapped(word) { return substr(word, 7, 2) substr(word, 5, 2) substr(word, 3, 2) substr(word, 1, 2) }
    function short(ip, byte) { split(ip, byte, "."); return sprintf("%02X%02X%02X%02X", byte[4], byte[3], byte[2], byte[1]) }
    function digits(text, group, n, i, all) {
      n = split(text, group, ":")
      for (i = 1; i <= n; i++) all = all substr("0000" group[i], length(group[i]) + 1)
      return all
    }
    function long(ip, half, all, tail, i, words) {
      split(toupper(ip), half, "::")
      all = digits(half[1]); tail = digits(half[2])
      while (length(all tail) < 32) all = all "0"
      for (i = 1; i < 32; i += 8) words = words swapped(substr(all tail, i, 8))
      return words
    }
    function note(list, known, ip, n, i) {
      n = split(list, ip, " ")
      for (i = 1; i <= n; i++)
        if (ip[i] ~ /:/) known[long(ip[i])] = 1
        else { known[short(ip[i])] = 1; known[mapped short(ip[i])] = 1 }
    }
    BEGIN { mapped = "0000000000000000FFFF0000"; note(ours, here); note(others, excluded) }
    substr($2, length($2) - 4) == port && index(codes, " " $4 " ") {
      split($2, near, ":"); split($3, far, ":")
      any = (length(near[1]) == 8 || index(near[1], mapped) == 1) ? "00000000" : long("::")
      if (!(far[1] in excluded) && ((near[1] in here) || (any in here))) found = 1
    }
    END { exit found }'
}

met() {
  if [ -n "${path-}" ]; then
    case $state in
      absent | stopped) [ ! -e "$path" ] ;;
      *) [ -e "$path" ] ;;
    esac
  else
    case $state in
      absent | stopped) ! reachable ;;
      drained) drained ;;
      *) reachable ;;
    esac
  fi
}

if [ "$state" = drained ]; then
  codes='' excluded=''
  each_active_connection_states add_state
  ours=$(addresses_of "$host") || exit
  each_exclude_hosts add_excluded
fi
if [ "$wants_text" = true ]; then
  if [ -n "${path-}" ]; then
    if [ -f "$path" ]; then
      data_file text "$path"
      report_file "$path"
    fi
  elif reachable; then
    data text "$(greeting)"
  fi
  exit 0
fi

waited=0
while ! met; do
  if [ "$waited" -ge "$patience" ]; then exit 0; fi
  sleep "$pause"
  waited=$((waited + pause))
  if [ "$pause" -eq 0 ]; then waited=$((waited + 1)); fi
done
data met yes
if [ -n "${path-}" ] && [ -e "$path" ]; then report_file "$path"; fi
