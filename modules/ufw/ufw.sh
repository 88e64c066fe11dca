# shellcheck shell=sh disable=SC2154,SC2317,SC2120,SC2119
have ufw || fail 'the host has no ufw'

run_ufw() {
  said=$(ufw "$@" 2>&1) || fail "ufw $*: $said"
}

# the rules as they are in ufw's own files: what it prints needs a running firewall
rules_now() {
  case $would in *'updated (v6)'*) cat /etc/ufw/user.rules /etc/ufw/user6.rules ;; *) cat /etc/ufw/user.rules ;; esac 2>/dev/null
}

is_on() { grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf 2>/dev/null; }

set_default() {
  run_ufw --force default "$@"
}

policy_now() {
  sed -n "s/^DEFAULT_$1_POLICY=\"*\([A-Za-z]*\).*/\1/p" /etc/default/ufw 2>/dev/null | tail -n 1
}

ensure_default() {
  case ${direction-} in
    out | outgoing) chain=OUTPUT word=outgoing ;;
    routed) chain=FORWARD word=routed ;;
    *) chain=INPUT word=incoming ;;
  esac
  data commands "ufw default $default $word"
  case $default in allow) want=ACCEPT ;; deny) want=DROP ;; *) want=REJECT ;; esac
  now=$(policy_now "$chain")
  if [ "$now" != "$want" ]; then change "default $word" "$now" "$want" set_default "$default" "$word"; fi
}

ensure_logging() {
  data commands "ufw logging $logging"
  now=$(sed -n 's/^LOGLEVEL=\([a-z]*\).*/\1/p' /etc/ufw/ufw.conf 2>/dev/null)
  want=$logging
  if [ "$want" = on ]; then case $now in off | '') want=low ;; *) want=$now ;; esac; fi
  if [ "$now" != "$want" ]; then change logging "$now" "$want" run_ufw logging "$logging"; fi
}

ensure_rule() {
  each_rule_words collect
  eval "set -- $collected"
  data commands "ufw $*"
  would=$(ufw --dry-run "$@" 2>&1) || fail "ufw $*: $would"
  # a dry run says that it passes over a rule it has, or prints all the rules there would be
  if ! printf '%s\n' "$would" | grep -q '^### RULES'; then return; fi
  tuples_now=$(rules_now | grep '^### tuple')
  tuples_then=$(printf '%s\n' "$would" | grep '^### tuple')
  if [ "$tuples_now" = "$tuples_then" ]; then return; fi
  change rule "$tuples_now" "$*" run_ufw "$@"
}

ensure_state() {
  case $state in
    enabled) is_on || change state disabled enabled run_ufw --force enable ;;
    disabled) if is_on; then change state enabled disabled run_ufw --force disable; fi ;;
    reloaded) change state '' reloaded run_ufw reload ;;
    reset) change state '' reset run_ufw --force reset ;;
  esac
  data commands "ufw $state"
}

if [ -n "${logging-}" ]; then ensure_logging; fi
if [ -n "${default-}" ]; then ensure_default; fi
if [ -n "${rule-}" ]; then ensure_rule; fi
if [ -n "${state-}" ]; then ensure_state; fi
said=$(ufw status verbose 2>&1)
data msg "$(printf '%s\n' "$said" | sed '$s/ *$//')"
exit 0
