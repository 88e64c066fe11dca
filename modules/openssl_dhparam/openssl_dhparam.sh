# shellcheck shell=sh disable=SC2154,SC2034,SC2317
have openssl || fail 'the host has no openssl'
data filename "$path"
stat_of "$path"
if [ "$state" = absent ]; then
  if [ "$st_type" != absent ]; then change state "$st_type" absent rm -f -- "$path"; fi
  exit 0
fi

fits() {
  openssl dhparam -in "$path" -noout -text 2>/dev/null | grep -q "($size bit)"
}

make() {
  ts_scratch
  made=$ts_file
  openssl dhparam -out "$made" "$size" 2>"$made.err" || { tail -n 3 "$made.err" >&2 && return 1; }
  if [ -n "$backup_file" ]; then cp -p -- "$path" "$backup_file" || return; fi
  put "$path" "$a_mode" "$a_uid" "$a_gid" file "$made"
}

backup_file=''
if [ "$st_type" = file ] && [ "$force" = false ] && fits; then
  set_attributes "$path"
else
  if [ "$backup" = true ] && [ "$st_type" = file ]; then
    backup_file=$path.$$.$(date +%Y-%m-%d@%H:%M:%S)~
    data backup_file "$backup_file"
  fi
  was=$st_type
  if [ "$st_type" = absent ]; then st_owner='' st_group='' st_mode=0644 st_type=file; fi
  look_up_owner
  want_mode "$st_mode" file
  a_mode=${a_mode:-$st_mode}
  change parameters "$was" "$size bit" make
fi
if [ "$return_content" = true ] && [ -f "$path" ]; then data_file dhparams "$path"; fi
data size "$size"
