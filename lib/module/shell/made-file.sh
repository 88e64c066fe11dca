# shellcheck shell=sh disable=SC2154,SC2034
# For modules whose file a tool makes anew (keys, requests, certificates), from the variables path, state and backup.
# After attributes.sh and backup.sh.

# begin_made_file TOOL: looks at the file; a state of absent is settled here
begin_made_file() {
  have "$1" || fail "the host has no $1"
  data filename "$path"
  stat_of "$path"
  if [ "$state" != absent ]; then return; fi
  if [ "$st_type" != absent ]; then
    name_backup
    change state "$st_type" absent remove_made_file
  fi
  exit 0
}

remove_made_file() { keep_old && rm -f -- "$path" && sync_later "$path"; }

# sets backup_file where one is asked for
name_backup() {
  backup_file=''
  if [ "${backup-}" = true ] && [ "$st_type" = file ]; then
    backup_name "$path"
    data backup_file "$backup_file"
  fi
}

keep_old() { [ -z "$backup_file" ] || cp -p -- "$path" "$backup_file"; }

# need_source KEY AFTER WHAT FILE: what the file is made from. An earlier task may be the one to make that: then a check
# tells the change of KEY to AFTER, and nothing is left to do.
need_source() {
  if [ -f "$4" ]; then return; fi
  absent "The $3 $4 does not exist"
  change "$1" "$st_type" "$2"
  exit 0
}

# settle_made_file MODE KEY BEFORE AFTER CMD…: a file that still fits (so says the module's fits) keeps its content,
# else CMD makes it; MODE is that of a new one
settle_made_file() {
  made_mode=$1
  shift
  if [ "$st_type" = file ] && [ "$force" = false ] && fits; then
    set_attributes "$path"
  else
    plan_made_file "$made_mode"
    change "$@"
  fi
}

# plan_made_file MODE: what the file that is about to be made gets; MODE is that of a new one
plan_made_file() {
  parent_of "$path"
  if [ ! -d "$ts_parent" ]; then absent "The directory $ts_parent does not exist or the file is not a directory"; fi
  name_backup
  if [ "$st_type" = absent ]; then st_owner='' st_group='' st_mode=$1 st_type=file; fi
  look_up_owner
  want_mode "$st_mode" file
  a_mode=${a_mode:-$st_mode}
}

# put_made_file FILE: in one step to its place, the old one kept when asked
put_made_file() {
  keep_old || return
  put "$path" "$a_mode" "$a_uid" "$a_gid" file "$1"
}

# take_content NAME…: what came as NAME_content is from here on a file, NAME_path, for nobody but us; below $base
take_content() {
  for made_name do
    eval "made_content=\${${made_name}_content-}"
    if [ -z "$made_content" ]; then continue; fi
    (umask 077 && printf '%s\n' "$made_content" >"$base.$made_name") || fail "no space for the content of $made_name"
    eval "${made_name}_path=\$base.\$made_name"
  done
}
