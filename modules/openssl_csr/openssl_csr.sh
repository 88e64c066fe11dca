# shellcheck shell=sh disable=SC2154,SC2034,SC2317
have openssl || fail 'the host has no openssl'
data filename "$path"
stat_of "$path"
if [ "$state" = absent ]; then
  if [ "$st_type" != absent ]; then change state "$st_type" absent rm -f -- "$path"; fi
  exit 0
fi
if [ ! -f "$privatekey_path" ]; then
  absent "The private key $privatekey_path does not exist"
  change request "$st_type" "$path"
  exit 0
fi
ts_scratch
base=$ts_file
(umask 077 && printf '%s\n' "${privatekey_passphrase-}" >"$base.pass")
printf '%s' "$config" >"$base.cnf"
# a request says the same when all but its signature is the same
openssl req -new -config "$base.cnf" -key "$privatekey_path" -passin "file:$base.pass" -"$digest" -utf8 -out "$base.new" 2>"$base.err" ||
  fail "cannot make the request: $(tail -n 3 "$base.err")"
words() { openssl req -in "$1" -noout -text -nameopt utf8,sep_multiline 2>/dev/null | sed '/Signature Value/,$d'; }

make() {
  if [ -n "$backup_file" ]; then cp -p -- "$path" "$backup_file" || return; fi
  put "$path" "$a_mode" "$a_uid" "$a_gid" file "$base.new"
}

backup_file=''
old=''
if [ "$st_type" = file ]; then old=$(words "$path"); fi
if [ "$force" = false ] && [ -n "$old" ] && [ "$old" = "$(words "$base.new")" ]; then
  set_attributes "$path"
else
  if [ "$backup" = true ] && [ "$st_type" = file ]; then
    backup_file=$path.$$.$(date +%Y-%m-%d@%H:%M:%S)~
    data backup_file "$backup_file"
  fi
  if [ "$st_type" = absent ]; then st_owner='' st_group='' st_mode=0644 st_type=file; fi
  look_up_owner
  want_mode "$st_mode" file
  a_mode=${a_mode:-$st_mode}
  change request "$old" "$(words "$base.new")" make
fi
if [ "$return_content" = true ] && [ -f "$path" ]; then data_file csr "$path"; fi
data privatekey "$privatekey_path"
