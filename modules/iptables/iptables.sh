# shellcheck shell=sh disable=SC2154,SC2317,SC2034
case $ip_version in ipv6) program=ip6tables ;; *) program=iptables ;; esac
for key in table chain_management flush ip_version rule state; do
  eval "data $key \"\$$key\""
done
if [ -n "${chain-}" ]; then data chain "$chain"; fi

if [ "$in_image" = true ]; then
  fail "this is an image: rules of $program live in a running kernel, and the boot would not have them"
fi
have "$program" || absent "the host has no $program"

filter() {
  ran="$program ${wait:+-w $wait }-t $table $*"
  "$program" ${wait:+-w "$wait"} -t "$table" "$@"
}

# with_rule OPTION CHAIN [NUMBER]: the words of the rule come last
each_rule_words collect
with_rule() { eval "filter \"\$@\" $collected"; }

# does CMD… find it? 3 and 4: it cannot look (a lock, no permission)
finds() {
  said=$("$@" 2>&1)
  case $? in
    0) return 0 ;;
    3 | 4) fail "$said" ;;
  esac
  return 1
}

rule_is_there() { finds with_rule -C "$chain"; }
chain_is_there() { finds filter -S "$chain"; }

add_rule() {
  case $action in
    insert) with_rule -I "$chain" ${rule_num:+"$rule_num"} ;;
    append) with_rule -A "$chain" ;;
  esac
}

ensure_policy() {
  now=$(filter -S "$chain" 2>&1) || fail "$now"
  now=$(printf '%s\n' "$now" | sed -n 's/^-P [^ ]* \([A-Z]*\).*/\1/p')
  if [ "$now" != "$policy" ]; then change policy "$now" "$policy" filter -P "$chain" "$policy"; fi
}

ensure_rule() {
  if [ "$chain_management" = true ] && ! chain_is_there; then
    change chain absent present filter -N "$chain"
    if [ -z "$rule" ]; then return; fi
  elif [ "$chain_management" = true ] && [ -z "$rule" ]; then
    return
  fi
  if rule_is_there; then return; fi
  change rule '' "$rule" add_rule
}

drop_rule() {
  if [ "$chain_management" = true ] && [ -z "$rule" ]; then
    if chain_is_there; then change chain present absent filter -X "$chain"; fi
  elif rule_is_there; then
    change rule "$rule" '' with_rule -D "$chain"
  fi
}

if [ "$flush" = true ]; then
  change rules present absent filter -F ${chain:+"$chain"}
elif [ -n "${policy-}" ]; then
  ensure_policy
elif [ "$state" = present ]; then
  ensure_rule
else
  drop_rule
fi
exit 0
