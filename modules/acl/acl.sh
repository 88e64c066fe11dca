# shellcheck shell=sh disable=SC2154,SC2317,SC2034
if ! have getfacl || ! have setfacl; then fail 'the host has no getfacl and setfacl (package acl)'; fi
if [ ! -e "$path" ]; then
  absent "Path not found or not accessible. ($path)"
  change acl '' "$acl_entry"
  exit 0
fi

# set_acl WORD…: setfacl with the options that are asked for
set_acl() {
  if [ "$recursive" = true ]; then set -- -R "$@"; fi
  if [ "$is_default" = true ]; then set -- -d "$@"; fi
  if [ "$follow" = false ]; then set -- -P "$@"; fi
  case $recalculate_mask in mask) set -- --mask "$@" ;; no_mask) set -- --no-mask "$@" ;; esac
  ran="setfacl $* $path"
  setfacl "$@" -- "$path"
}

# of a tree each inode has changed
change_acl() {
  set_acl "$@" || return
  if [ "$recursive" = true ]; then sync_around "$path"; else sync_later "$path"; fi
}

# a test run lists what the lists would be: `PATH: list,*` where nothing differs
would_differ() {
  run_or_fail set_acl --test "$@"
  grep -qv ': [*],[*]$' "$ts_file.out"
}

look_acl() {
  set --
  if [ "$recursive" = true ]; then set -- "$@" -R; fi
  if [ "$is_default" = true ]; then set -- "$@" -d; fi
  if [ "$follow" = false ]; then set -- "$@" -P; fi
  getfacl -cp "$@" -- "$path" 2>/dev/null
}

old=$(look_acl)
case $state in
  present)
    if would_differ -m "$acl_entry"; then change acl "$old" "$acl_entry" change_acl -m "$acl_entry"; fi
    ;;
  absent)
    if would_differ -x "$acl_entry"; then change acl "$old" '' change_acl -x "$acl_entry"; fi
    ;;
esac
if [ "$is_query" = true ]; then data msg 'current acl'; else data msg "$acl_entry is $state"; fi
# those of several files are a line apart
if [ "$recursive" = true ]; then look_acl | sed '$d'; else look_acl | sed '/^$/d'; fi | while IFS= read -r line; do data acl "$line"; done
exit 0
