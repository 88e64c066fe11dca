# shellcheck shell=sh disable=SC2154,SC2317,SC2034

# download URL FILE [SECONDS]: sets status (304: there is nothing newer than SECONDS since the epoch) and headers, a file
# with what the server said
download() {
  ts_scratch
  headers=$ts_file
  : >"$headers"
  since=''
  case $1 in http*) if [ -n "${3-}" ]; then since="If-Modified-Since: $(date -u -d "@$3" '+%a, %d %b %Y %H:%M:%S GMT')"; fi ;; esac
  pick_web_client
  "${web_client}_download" "$1" "$2"
}

curl_download() {
  printf 'url = "%s"\n' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')" >>"$web_config" || fail 'no space for the settings of curl'
  set -- -f --connect-timeout "$timeout" --speed-limit 1 --speed-time "$timeout" -o "$2"
  if [ -n "$since" ]; then set -- -H "$since" "$@"; fi
  answer=$(ask_server '%{http_code} %{time_total} %{url_effective}' "$headers" "$@" 2>"$headers.err") || refused "$(web_problem "$?" "$headers.err")"
  status=${answer%% *}
  answer=${answer#* }
  elapsed=${answer%% *} url_at_last=${answer#* }
  elapsed=${elapsed%%[.,]*}
}

wget_download() {
  case $1 in file:*) fail 'a file: URL needs curl at the host' ;; esac
  from=$1 begun=$(date +%s)
  set -- "$2" "$from"
  if [ -n "$since" ]; then set -- "$@" --header "$since"; fi
  run_wget "$@" 2>"$headers"
  code=$?
  status=$(web_status "$headers")
  if [ "$code" -ne 0 ] && [ "$status" != 304 ]; then refused "Request failed: $(tail -n 1 "$headers")"; fi
  elapsed=$(($(date +%s) - begun)) url_at_last=$from
}

# refused WORDS: fails with what the server said, if it said anything
refused() {
  said=$(tr -d '\r' <"$headers" | sed -n 's/^ *HTTP[^ ]* \([1-5][0-9][0-9]\)/\1/p' | tail -n 1)
  if [ -n "$said" ]; then data status_code "${said%% *}" response "HTTP Error ${said%% *}: ${said#* }"; fi
  fail "$1"
}

# header_of NAME: what the last answer says of it
header_of() {
  tr -d '\r' <"$headers" | sed -n "s/^ *$1: *//Ip" | tail -n 1
}

# A directory gets the file under the name that the server gives it.
name_by_server() {
  given=$(header_of content-disposition | sed -n 's/^attachment; \{0,1\}filename="\{0,1\}\([^"]*\).*/\1/p')
  given=${given##*/}
  if [ -z "$given" ]; then
    given=${url_at_last%%[?#]*}
    given=${given##*/}
  fi
  case $given in '' | . | ..) ;; *) dest_name=$given ;; esac
}

tell_answer() {
  case $status in 000 | '') ;; *) data status_code "$status" ;; esac
  data elapsed "$elapsed"
  length=$(header_of content-length)
  case $url in file:*) length=$(stat -L -c %s -- "$1") ;; esac
  data msg "OK (${length:-unknown} bytes)"
}

# the digest asked for: given, or in a list at a URL, in the line of the file's name
if [ -n "$digest" ]; then
  case $digest in
    *://*)
      ts_scratch
      sums=$ts_file
      list=$digest
      download "$list" "$sums"
      digest=$(name=$dest_name awk '{ n = $2; sub(/^[*]/, "", n); sub(/^[.]\//, "", n) } n == ENVIRON["name"] || NF == 1 { print $1; exit }' "$sums")
      if [ -z "$digest" ]; then fail "Unable to find a checksum for file '$dest_name' in '$list'"; fi
      ;;
  esac
fi

digest_of() {
  sum=$("${algorithm}sum" <"$1") || fail "the host has no ${algorithm}sum"
  printf '%s\n' "${sum%% *}"
}

has_digest() { [ "$(digest_of "$1" | tr '[:upper:]' '[:lower:]')" = "$(printf '%s' "$digest" | tr '[:upper:]' '[:lower:]')" ]; }

if [ -n "${tmp_dest-}" ] && [ ! -d "$tmp_dest" ]; then absent "$tmp_dest directory does not exist."; fi

is_into=false
if [ -d "$dest" ]; then is_into=true; fi
place_target
stat_of "$target"
is_there=false
if [ "$is_into" = false ] && [ "$st_type" = file ]; then is_there=true; fi

leave_as_it_is() {
  set_attributes "$target"
  data dest "$target" msg "$1"
  report_file "$target"
  exit 0
}

if [ "$is_there" = true ] && [ "$force" = false ] && [ -n "$digest" ]; then
  if has_digest "$target"; then
    data elapsed 0
    leave_as_it_is 'file already exists'
  fi
fi

# open_staged DIRECTORY: sets staged, a new file in it, which is open as descriptor 8 and has no name any more: who owns the
# directory cannot put a link in its place, and nothing is left of it. In a directory of our own, and where there is no
# /proc, it keeps its name.
open_staged() {
  staged=$(mktemp -u -- "$1/.tsplay.XXXXXX") || fail "cannot write to $1"
  umask 077
  set -C
  command exec 8>"$staged" || fail "cannot write to $1"
  set +C
  umask 022
  if [ "$1" != "${ts_file%/*}" ] && [ -f /proc/self/fd/8 ]; then
    rm -f -- "$staged" && staged=/proc/self/fd/8
  else
    trap 'rm -f -- "$staged"' EXIT
  fi
}

# fetch DIRECTORY [SECONDS]: sets staged, a file in it
fetch() {
  if [ ! -d "$1" ]; then fail "Destination $1 does not exist"; fi
  open_staged "$1"
  download "$url" "$staged" "${2-}"
  if [ "$status" = 304 ]; then return; fi
  want_sha1=$(sha1_of "$staged")
  data checksum_src "$want_sha1"
  if [ -n "$digest" ] && ! has_digest "$staged"; then
    if [ -f "$target" ]; then data checksum_dest "$(sha1_of "$target")"; fi
    fail "The checksum for $target did not match $digest; it was $(digest_of "$staged")."
  fi
  tell_answer "$staged"
}

if [ "$is_into" = true ] || [ "$is_there" = true ]; then
  # only what it holds can tell whether it is another one: that is looking, and leaves the directory alone
  ts_scratch
  since_then=''
  if [ "$is_there" = true ] && [ "$force" = false ] && [ -z "$digest" ]; then since_then=$st_mtime; fi
  fetch "${ts_file%/*}" "$since_then"
  if [ "$status" = 304 ]; then
    data status_code 304 elapsed "$elapsed"
    leave_as_it_is 'HTTP Error 304: Not Modified'
  fi
  if [ "$is_into" = true ]; then
    name_by_server
    place_target
  fi
  force=true
  if [ -f "$target" ]; then data checksum_dest "$(sha1_of "$target")"; fi
  place_file
else
  fetch_and_place() {
    parent_of "$target"
    fetch "$ts_parent"
    stat_of "$target"
    st_of='' st_owner='' st_group='' st_mode=$default_mode
    look_up_owner
    want_mode "$default_mode" file
    put "$target" "${a_mode:-$default_mode}" "$a_uid" "$a_gid" file "$staged"
  }
  change state "$st_type" file fetch_and_place
fi
data dest "$target"
report_file "$target"
