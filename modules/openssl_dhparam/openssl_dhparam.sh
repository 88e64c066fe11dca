# shellcheck shell=sh disable=SC2154,SC2034,SC2317
begin_made_file openssl

fits() {
  openssl dhparam -in "$path" -noout -text 2>/dev/null | grep -q "($size bit)"
}

make() {
  ts_scratch
  made=$ts_file
  openssl dhparam -out "$made" "$size" 2>"$made.err" || { tail -n 3 "$made.err" >&2 && return 1; }
  put_made_file "$made"
}

settle_made_file 0644 parameters "$st_type" "$size bit" make
if [ "$return_content" = true ] && [ -f "$path" ]; then data_file dhparams "$path"; fi
data size "$size"
