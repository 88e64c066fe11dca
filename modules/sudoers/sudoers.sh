# shellcheck shell=sh disable=SC2154,SC2317
file=${sudoers_path%/}/$name
stat_of "$file"

# sudo passes over names with a dot, and so does a check of all its files: the rule is looked at by itself
look_at_rule() {
  if [ "$validation" = absent ]; then return; fi
  if ! have visudo; then
    if [ "$validation" = required ]; then absent 'the host has no visudo'; fi
    return
  fi
  ts_scratch
  printf '%s' "$rule" >"$ts_file" || fail 'no space to look at the rule'
  said=$(visudo -c -f "$ts_file" 2>&1) || fail "Failed to validate sudoers rule: $(printf '%s' "$said" | sed "s,$ts_file,$file,g")"
}

if [ "$state" = absent ]; then
  if [ "$st_type" = directory ]; then fail "$file is a directory"; fi
  if [ "$st_type" != absent ]; then change state present absent rm -f -- "$file"; fi
  exit 0
fi

look_at_rule
if [ ! -d "$sudoers_path" ]; then absent "[Errno 2] No such file or directory: '$sudoers_path/$name'"; fi
before=''
if [ "$st_type" = file ] && read_text "$file"; then before=$ts_text; fi
if [ "$before" != "$rule" ]; then
  change rule "$before" "$rule" put "$file" 0440 '' '' text "$rule"
elif [ "$st_mode" != 0440 ]; then
  change mode "$st_mode" 0440 chmod 0440 "$file"
fi
exit 0
