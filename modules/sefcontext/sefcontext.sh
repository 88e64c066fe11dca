# shellcheck shell=sh disable=SC2154,SC2317
settle_selinux
ts_scratch
list=$ts_file
semanage fcontext -l -n >"$list" || fail 'semanage could not tell the contexts of the policy'

# lines are TARGET TYPE-OF-FILE CONTEXT, or TARGET = SUBSTITUTE; the last one counts
context=$(target=$target type=$file_type awk '
  $1 == ENVIRON["target"] && $2 != "=" {
    kind = $2; for (i = 3; i < NF; i++) kind = kind " " $i
    if (kind == ENVIRON["type"]) found = $NF
  }
  END { print found }' "$list")
how=--add
if [ -n "$context" ]; then how=--modify; fi
# that files have none is an entry, too: <<None>>
case $context in *:*:*:*) ;; *) context='' ;; esac
other=$(target=$target awk '$1 == ENVIRON["target"] && $2 == "=" && NF == 3 { found = $3 } END { print found }' "$list")

fcontext() { semanage fcontext ${no_reload:+"$no_reload"} "$@" "$target"; }

keep_type() {
  old_user=${context%%:*} old_type=${context#*:*:} old_range=${context#*:*:*:}
  old_type=${old_type%%:*}
  seuser=${seuser:-${old_user:-system_u}} selevel=${selevel:-${old_range:-s0}}
  data seuser "$seuser"
  data serange "$selevel"
  if [ "$old_user:$old_type:$old_range" != "$seuser:$setype:$selevel" ]; then
    change context "${context:-absent}" "$seuser:object_r:$setype:$selevel" \
      fcontext "$how" -t "$setype" -f "$ftype" -r "$selevel" -s "$seuser"
  fi
}

# semanage cannot modify one
put_substitute() {
  if [ -n "$other" ]; then fcontext --delete -e "$other" || return; fi
  fcontext --add -e "$substitute"
}

keep_substitute() {
  if [ "$other" != "$substitute" ]; then change substitute "${other:-absent}" "$substitute" put_substitute; fi
}

case $state:${substitute:+substitute} in
  present:substitute) keep_substitute ;;
  present:) keep_type ;;
  absent:*)
    if [ -n "$context" ] && [ -z "${substitute-}" ]; then
      change context "$context" absent fcontext --delete -f "$ftype"
    fi
    if [ -n "$other" ] && [ -z "${setype-}" ] && [ "${substitute:-$other}" = "$other" ]; then
      change substitute "$other" absent fcontext --delete -e "$other"
    fi
    ;;
esac
exit 0
