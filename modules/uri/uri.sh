# shellcheck shell=sh disable=SC2154,SC2034
# Nothing that may be secret is a word of a command: curl reads it from a file of ours.
if [ -n "${creates-}" ] && [ -e "$creates" ]; then
  data kept "skipped, since '$creates' exists"
  exit 0
fi
if [ -n "${removes-}" ] && [ ! -e "$removes" ]; then
  data kept "skipped, since '$removes' does not exist"
  exit 0
fi
if [ "$ts_mode" = check ]; then
  data unrun yes
  exit 0
fi
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
  (umask 077 && printf '%s' "$curl_config" >"$base.config")
  set -- -q -sS -K "$base.config" -o "$base.body" -D "$base.headers" -w '%{http_code} %{url_effective}'
  if [ -n "$body_file" ]; then set -- "$@" --data-binary "@$body_file"; fi
  if [ -n "${ca_path-}" ]; then set -- "$@" --cacert "$ca_path"; fi
  if [ -n "${client_cert-}" ]; then set -- "$@" --cert "$client_cert"; fi
  if [ -n "${client_key-}" ]; then set -- "$@" --key "$client_key"; fi
  if [ -n "${unix_socket-}" ]; then set -- "$@" --unix-socket "$unix_socket"; fi
  answer=$(curl "$@" 2>"$base.err") || {
    status=-1
    data problem "$(sed 's/^curl: ([0-9]*) //' "$base.err" | tail -n 1)"
    return
  }
  status=${answer%% *}
  data url "${answer#* }"
}

ask_wget() {
  if [ "$needs_curl" = true ] || [ -n "$body_file$ca_path$client_cert$client_key$unix_socket" ]; then
    fail 'the host has wget but not curl: only a plain GET without user, headers and body can be done'
  fi
  set -- -S -O "$base.body" -T "$timeout"
  if [ "$validate_certs" = false ]; then set -- "$@" --no-check-certificate; fi
  wget "$@" "$url" 2>"$base.err"
  sed -n 's/^ *\(HTTP\/[0-9.]* .*\)$/\1/p; s/^  *\([A-Za-z-]*: .*\)$/\1/p' "$base.err" >"$base.headers"
  status=$(sed -n 's/^HTTP\/[0-9.]* \([0-9]*\).*/\1/p' "$base.headers" | tail -n 1)
  if [ -z "$status" ]; then
    status=-1
    data problem "$(tail -n 1 "$base.err")"
  fi
  data url "$url"
}

begun=$(date +%s)
if have curl; then
  ask_curl
elif have wget; then
  ca_path=${ca_path-} client_cert=${client_cert-} client_key=${client_key-} unix_socket=${unix_socket-}
  ask_wget
else
  fail 'the host has neither curl nor wget'
fi
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
