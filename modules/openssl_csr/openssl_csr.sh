# shellcheck shell=sh disable=SC2154,SC2034,SC2317
begin_made_file openssl
ts_scratch
base=$ts_file
take_content privatekey
need_source request "$path" 'private key' "$privatekey_path"
(umask 077 && printf '%s\n' "${privatekey_passphrase-}" >"$base.pass")
printf '%s' "$config" >"$base.cnf"
# a request says the same when all but its signature is the same
openssl req -new -config "$base.cnf" -key "$privatekey_path" -passin "file:$base.pass" -"$digest" -utf8 -out "$base.new" 2>"$base.err" ||
  fail "cannot make the request: $(tail -n 3 "$base.err")"
words() { openssl req -in "$1" -noout -text -nameopt utf8,sep_multiline 2>/dev/null | sed '/Signature Value/,$d'; }
fits() { [ -n "$old" ] && [ "$old" = "$new" ]; }

old='' new=$(words "$base.new")
if [ "$st_type" = file ]; then old=$(words "$path"); fi
settle_made_file 0644 request "$old" "$new" put_made_file "$base.new"
if [ "$return_content" = true ] && [ -f "$path" ]; then data_file csr "$path"; fi
