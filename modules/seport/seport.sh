# shellcheck shell=sh disable=SC2154,SC2317
tell_port() { data ports "$1"; }
each_ports tell_port
data proto "$proto"
data setype "$setype"
data state "$state"
settle_selinux

# types_of PORT LIST: every type that the port has in a list of semanage's: TYPE PROTOCOL PORT, PORT-PORT…
types_of() {
  awk -v proto="$proto" -v port="$1" '
    $2 == proto { for (i = 3; i <= NF; i++) { sub(/,$/, "", $i); if ($i == port) print $1 } }' "$2"
}

ts_scratch
all=$ts_file.all own=$ts_file.own
semanage port -l -n >"$all" || fail 'semanage could not tell the ports of the policy'
if [ "$local" = true ] || [ "$state" = absent ]; then
  semanage port -l -n -C >"$own" || fail 'semanage could not tell the ports that were set here'
fi
if [ "$local" = true ]; then known=$own; else known=$all; fi

settle_port() {
  types=$(types_of "$1" "$known")
  case $state:$ts_newline$types$ts_newline in
    present:*"$ts_newline$setype$ts_newline"*) ;;
    present:*)
      before=$(types_of "$1" "$all" | head -n 1)
      if [ -n "$before" ]; then how=--modify; else how=--add; fi
      change "port $1" "${before:-absent}" "$setype" semanage port "$how" ${no_reload:+"$no_reload"} -t "$setype" -p "$proto" "$1"
      ;;
    absent:*"$ts_newline$setype$ts_newline"*)
      if [ -z "$(types_of "$1" "$own")" ]; then fail "port $proto/$1 is of the policy itself, and cannot be removed"; fi
      change "port $1" "$setype" absent semanage port --delete ${no_reload:+"$no_reload"} -p "$proto" "$1"
      ;;
  esac
}
each_ports settle_port
exit 0
