# shellcheck shell=sh disable=SC2154,SC2317
# zypper itself is asked what it would do (--dry-run); where it names nothing, there is nothing to do.
have zypper || fail 'the host has no zypper'
collect "$(command -v zypper)" --quiet --non-interactive --xmlout
each_before_verb collect
command=$collected
collected=''
each_behind_verb collect
options=$collected

# run WORD…: what zypper says to them, as XML; its exit codes 102, 103 and 106 ask for a reboot or a restart, or warn
run() {
  keep_said ask_zypper "$@"
  case $said_rc in 0 | 102 | 103 | 106) return ;; esac
  tell_run "$@"
  fail "$(reason "$@")"
}

ask_zypper() { eval "$command \"\$@\""; }

reason() {
  said=$(sed -n 's/.*<message type="error">\(.*\)<\/message>.*/\1/p' "$said_out" | sed "s/&apos;/'/g; s/&quot;/\"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g")
  if [ "$said_rc" = 104 ] && [ -n "$said" ]; then
    printf '%s\n' "$said" | tail -n 1
  else
    printf '%s\n' "Zypper run command failed with return code $said_rc. $said$(cat -- "$said_err")"
  fi
}

tell_run() {
  data rc "$said_rc"
  tell_said
  tell_words "$@"
}

tell_words() {
  eval "set -- $command \"\$@\""
  for word do data cmd "$word"; done
}

# the solvables of a run, a line each: to-install NAME EDITION OLD-EDITION
solvables() {
  awk 'function of(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
    match($0, "<to-[a-z-]*>") { group = substr($0, RSTART + 1, RLENGTH - 2) }
    /<solvable / { print group, of("name"), of("edition"), of("edition-old") }' "$said_out"
}

# carry_out VERB WORD…: what it would do first, then in earnest
carry_out() {
  verb=$1
  shift
  case $verb in patch | dist-upgrade) ;; *) set -- --type "$type" "$@" ;; esac
  dry_run "$@"
  plan=$(solvables)
  in_check tell_dry "$@"
  if [ -z "$plan" ]; then
    if [ "$ts_mode" != check ]; then data rc "$said_rc" && tell_words "$verb" "$@"; fi
    return
  fi
  data plan "$plan"
  change packages '' "$plan" really "$@"
}

dry_run() { with_dry_run run "$@"; }
tell_dry() {
  data rc "$said_rc"
  tell_said
  with_dry_run tell_words "$@"
}

# with_dry_run FUNCTION [--type TYPE] WORD…
with_dry_run() {
  function=$1
  shift
  case $1 in
    --type)
      kind=$2
      shift 2
      set -- --type "$kind" --dry-run "$@"
      ;;
    *) set -- --dry-run "$@" ;;
  esac
  "$function" "$verb" "$@"
}

# 103: it has renewed itself, and wants to be run again
really() {
  run "$verb" "$@"
  if [ "$said_rc" = 103 ]; then run "$verb" "$@"; fi
  tell_run "$verb" "$@"
}

# sets installed to the names of those of the task's that are
look_installed() {
  collected=''
  each_name collect_plain
  eval "keep_said ask_zypper --disable-repositories search --type \"\$type\" --match-exact --details --installed-only $collected"
  case $said_rc in 0 | 104) ;; *) fail "$(reason)" ;; esac
  installed=$(sed -n 's/.*<solvable .*name="\([^"]*\)".*/\1/p' "$said_out")
  collected=''
}
collect_plain() {
  name=${1#[+-]}
  case $name in *://* | *.rpm) ;; *) collect "${name%%[<>=]*}" ;; esac
}
is_there() { printf '%s\n' "$installed" | grep -qxF -- "$1"; }

# of what has a version zypper knows what fits
consider() {
  case $1 in
    *://* | *.rpm | *[\<\>=]*) collect "$1" ;;
    -*) if is_there "${1#-}"; then collect "$1"; fi ;;
    *) if ! is_there "${1#+}"; then collect "$1"; fi ;;
  esac
}
consider_absent() { if is_there "${1%%[<>=]*}"; then collect "$1"; fi; }

if [ "$update_cache" = true ]; then change _cache '' now run refresh; fi
collected=''
case $state:$count_name in
  absent:*)
    look_installed
    each_name consider_absent
    if [ -n "$collected" ]; then eval "carry_out remove $options $collected"; fi
    ;;
  *:0) eval "carry_out \"\$all\" $options" ;;
  *)
    installed=''
    if [ "$state" = present ]; then look_installed; fi
    each_name consider
    if [ -n "$collected" ]; then eval "carry_out install $options -- $collected"; fi
    ;;
esac
exit 0
