# shellcheck shell=sh disable=SC2154,SC2317,SC2034
place_target

# download URL FILE: sets status
download() {
  if have curl; then
    ts_scratch
    config=$ts_file
    (umask 077 && printf '%s' "$curl_config" >"$config")
    set -- -sS -f -L -K "$config" --connect-timeout "$timeout" -o "$2" -w '%{http_code}' -- "$1"
    if [ "$validate_certs" = false ]; then set -- -k "$@"; fi
    if [ "$use_proxy" = false ]; then set -- --noproxy '*' "$@"; fi
    if [ -n "${client_cert-}" ]; then set -- --cert "$client_cert" "$@"; fi
    if [ -n "${client_key-}" ]; then set -- --key "$client_key" "$@"; fi
    if [ -n "$ciphers" ]; then set -- --ciphers "$ciphers" "$@"; fi
    status=$(curl "$@" 2>"$config.err") || fail "Request failed: $(cat -- "$config.err")"
  elif have wget; then
    if [ -n "${url_username-}" ]; then fail 'user and password need curl at the host'; fi
    from=$1
    set -- -q -O "$2" -T "$timeout" "$from"
    if [ "$validate_certs" = false ]; then set -- --no-check-certificate "$@"; fi
    status=200
    wget "$@" || fail "Request failed: wget could not get $from"
  else
    fail 'the host has neither curl nor wget'
  fi
}

# the digest asked for: given, or in a list at a URL, in the line of the file's name
if [ -n "$digest" ]; then
  case $digest in
    *://*)
      ts_scratch
      sums=$ts_file
      download "$digest" "$sums"
      digest=$(name=$dest_name awk '{ n = $2; sub(/^[*]/, "", n); sub(/^[.]\//, "", n) } n == ENVIRON["name"] || NF == 1 { print $1; exit }' "$sums")
      if [ -z "$digest" ]; then fail "Unable to find a checksum for file '$dest_name' in the list"; fi
      ;;
  esac
fi

digest_of() {
  sum=$("${algorithm}sum" <"$1") || fail "the host has no ${algorithm}sum"
  printf '%s\n' "${sum%% *}"
}

has_digest() { [ "$(digest_of "$1" | tr '[:upper:]' '[:lower:]')" = "$(printf '%s' "$digest" | tr '[:upper:]' '[:lower:]')" ]; }

data dest "$target"
stat_of "$target"
if [ "$st_type" = file ]; then
  old_sha1=$(sha1_of "$target")
  data checksum_dest "$old_sha1"
  if { [ -n "$digest" ] && has_digest "$target"; } || { [ -z "$digest" ] && [ "$force" = false ]; }; then
    # without a digest and without force, a file that is there is good
    set_attributes "$target"
    data msg 'file already exists'
    report_file "$target"
    exit 0
  fi
fi

# fetch DIRECTORY: sets staged, a file in it
fetch() {
  if [ ! -d "$1" ]; then fail "Destination directory $1 does not exist"; fi
  staged=$(mktemp -- "$1/.tsplay.XXXXXX") || fail "cannot write to $1"
  (download "$url" "$staged" && printf '%s' "$status" >"$staged.status") || { rm -f -- "$staged" "$staged.status" && exit 1; }
  status=$(cat -- "$staged.status")
  rm -f -- "$staged.status"
  if [ -n "$digest" ] && ! has_digest "$staged"; then
    found=$(digest_of "$staged")
    rm -f -- "$staged"
    fail "The checksum for $target did not match $digest; it was $found."
  fi
  want_sha1=$(sha1_of "$staged")
  data checksum_src "$want_sha1"
  data status_code "$status"
  data msg "OK ($(stat -c %s -- "$staged") bytes)"
}

force=true
if [ "$st_type" = file ]; then
  # only what it holds can tell whether it is another one: that is looking, and leaves the directory alone
  ts_scratch
  fetch "${ts_file%/*}"
  place_file
  if [ -e "$staged" ]; then rm -f -- "$staged"; fi
else
  fetch_and_place() {
    parent=${target%/*}
    fetch "${parent:-/}"
    stat_of "$target"
    st_of='' st_owner='' st_group='' st_mode=$default_mode
    look_up_owner
    want_mode "$default_mode" file
    put "$target" "${a_mode:-$default_mode}" "$a_uid" "$a_gid" file "$staged"
    rm -f -- "$staged"
  }
  change state "$st_type" file fetch_and_place
fi
report_file "$target"
