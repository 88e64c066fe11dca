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
    quiet nc -z -w "$connect_timeout" "$host" "$port"
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
    timeout "$connect_timeout" nc "$host" "$port" </dev/null
  else
    # shellcheck disable=SC2016 # the inner shell's own
    timeout "$connect_timeout" bash -c 'exec 3<>"/dev/tcp/$1/$2" && cat <&3' bash "$host" "$port"
  fi 2>/dev/null | head -c 65536
}

add_excluded() { excluded="$excluded $1"; }
add_state() {
  case $1 in
    ESTABLISHED) code=01 ;; SYN_SENT) code=02 ;; SYN_RECV) code=03 ;; FIN_WAIT1) code=04 ;; FIN_WAIT2) code=05 ;;
    TIME_WAIT) code=06 ;; CLOSE) code=07 ;; CLOSE_WAIT) code=08 ;; LAST_ACK) code=09 ;; CLOSING) code=0B ;;
    *) fail "'$1' is not a state of a connection" ;;
  esac
  codes="$codes $code"
}

drained() {
  codes=''
  each_active_connection_states add_state
  hex=$(printf '%04X' "$port")
  ! awk -v p=":$hex" -v codes="$codes " 'substr($2, length($2) - 4) == p && index(codes, " " $4 " ") { found = 1; exit } END { exit !found }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
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
