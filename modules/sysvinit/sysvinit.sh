# shellcheck shell=sh disable=SC2154,SC2317
data name "$name"
script=/etc/init.d/$name
if ! sysv_exists; then
  absent "Could not find the requested service $name: host"
  change service '' "${state-}${enabled:+ enabled=$enabled}"
  exit 0
fi

# tell_step STEP COMMAND…: runs it, and tells how it went
tell_step() {
  step=$1
  shift
  ts_scratch
  said=$ts_file
  "$@" >"$said.out" 2>"$said.err"
  rc=$?
  data "status.$step.rc" "$rc"
  data_file "status.$step.stdout" "$said.out"
  data_file "status.$step.stderr" "$said.err"
  cat -- "$said.err" >&2
  return "$rc"
}

# --- at the boot ---

each_runlevels collect
with_runlevels() { eval "\"\$@\" $collected"; }
tell_runlevels() { data status.enabled.runlevels "$1"; }

# as_wanted [RUNLEVEL]: is it there as asked?
as_wanted() {
  if sysv_is_enabled "$@"; then [ "$enabled" = true ]; else [ "$enabled" = false ]; fi
}
note_difference() { if ! as_wanted "$1"; then differs=true; fi; }

enable_as_asked() {
  differs=false
  if [ "$count_runlevels" -gt 0 ]; then
    each_runlevels note_difference
  elif ! as_wanted; then
    differs=true
  fi
  if [ "$differs" = true ]; then
    if [ "$enabled" = true ]; then
      change enabled false true with_runlevels tell_step enabled sysv_enable
    else
      change enabled true false with_runlevels tell_step enabled sysv_disable
    fi
  fi
  data status.enabled.changed "$differs"
  each_runlevels tell_runlevels
}

# --- now ---

# a daemon that is left behind must not hold them
without_frames() { "$@" 3>&-; }

run_script() {
  verb=$1
  # shellcheck disable=SC2086 # the words are the user's
  set -- "$script" "$verb" ${arguments-}
  if [ "$daemonize" = true ] && have setsid; then set -- setsid "$@"; fi
  tell_step "$state" without_frames "$@" || fail "Failed to $verb service: $name: $(cat -- "$said.out" "$said.err")"
}

restart() {
  run_script stop
  sleep "$sleep"
  run_script start
}

act() {
  change state "$1" "$state" "$2" ${3:+"$3"}
  acted=true
}

run_as_asked() {
  acted=false
  case $state in
    started) if ! sysv_running; then act stopped run_script start; fi ;;
    stopped) if sysv_running; then act started run_script stop; fi ;;
    restarted) act started restart ;;
    reloaded) act started run_script reload ;;
  esac
  data "status.$state.changed" "$acted"
}

leave_to_boot() {
  case $state in started) enabled=${enabled:-true} ;; esac
  data msg "this is an image: nothing runs here, so what $name does is left to the boot"
  data "status.$state.changed" false
}

if [ "$in_image" = true ] && [ -n "${state-}" ]; then leave_to_boot; fi
if [ -n "${enabled-}" ]; then enable_as_asked; fi
if [ "$in_image" = false ] && [ -n "${state-}" ]; then run_as_asked; fi
exit 0
