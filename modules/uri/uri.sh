# shellcheck shell=sh disable=SC2154,SC2034
is_there() { [ -e "$1" ]; }
settle_creates is_there
ts_scratch
base=$ts_file
: >"$base.body"
: >"$base.headers"

body_file=''
if [ -n "${upload-}" ]; then
  body_file=$upload
  [ -r "$body_file" ] || fail "Unable to open source file $body_file"
elif [ -n "${body+set}" ]; then
  body_file=$base.sent
  (umask 077 && printf '%s' "$body" >"$body_file") || fail 'no space for the body of the request'
fi

ask_curl() {
  set -- -o "$base.body"
  if [ -n "$body_file" ]; then set -- "$@" --data-binary "@$body_file"; fi
  if [ -n "${ca_path-}" ]; then set -- "$@" --cacert "$ca_path"; fi
  if [ -n "${unix_socket-}" ]; then set -- "$@" --unix-socket "$unix_socket"; fi
  answer=$(ask_server '%{http_code} %{url_effective}' "$base.headers" "$@" 2>"$base.err") || {
    code=$? status=-1
    if [ -n "${unix_socket-}" ] && [ ! -e "$unix_socket" ]; then
      data problem "Request failed: <urlopen error Invalid Socket File ($unix_socket): [Errno 2] No such file or directory>"
      return
    fi
    data problem "$(web_problem "$code" "$base.err")"
    return
  }
  status=${answer%% *}
  data url "${answer#* }"
}

ask_wget() {
  if [ -n "$body_file${ca_path-}${unix_socket-}" ]; then needs_curl=true; fi
  run_wget "$base.body" "$url" 2>"$base.err"
  sed -n 's/^ *\(HTTP\/[0-9.]* .*\)$/\1/p; s/^  *\([A-Za-z-]*: .*\)$/\1/p' "$base.err" >"$base.headers"
  status=$(web_status "$base.headers")
  if [ -z "$status" ]; then
    status=-1
    data problem "Request failed: $(tail -n 1 "$base.err")"
  fi
  data url "$url"
}

begun=$(date +%s)
pick_web_client
"ask_$web_client"
data elapsed "$(($(date +%s) - begun))"
data status "$status"
data_file headers "$base.headers"
data_file body "$base.body"

if [ -n "${dest-}" ] && [ "$status" -gt 0 ]; then
  if [ -d "$dest" ]; then dest=${dest%/}/$dest_name; fi
  data path "$dest"
  stat_of "$dest"
  if [ "$st_type" != file ] || ! cmp -s -- "$base.body" "$dest"; then
    if [ "$st_type" != file ]; then st_owner='' st_group='' st_mode=0644 st_type=file; fi
    look_up_owner
    want_mode "$st_mode" file
    change content '' "$url" put "$dest" "${a_mode:-$st_mode}" "$a_uid" "$a_gid" file "$base.body"
  else
    set_attributes "$dest"
  fi
  report_file "$dest"
fi
