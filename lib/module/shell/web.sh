# shellcheck shell=sh disable=SC2154,SC2034
# What modules that ask web servers have in common, from the variables curl_config, first_config, needs_curl, timeout,
# validate_certs, client_cert and client_key (these two may be unset).

# pick_web_client: sets web_client. Nothing that may be secret is a word of a command, curl reads it from a file of ours.
pick_web_client() {
  if have curl; then
    web_client=curl
    ts_scratch
    web_config=$ts_file
    (umask 077 && printf '%s' "$curl_config" >"$web_config") || fail 'no space for the settings of curl'
  elif have wget; then
    web_client=wget
  else
    fail 'the host has neither curl nor wget'
  fi
}

# run_curl WORD…: after pick_web_client
run_curl() {
  if [ -n "${client_cert-}" ]; then set -- --cert "$client_cert" "$@"; fi
  if [ -n "${client_key-}" ]; then set -- --key "$client_key" "$@"; fi
  if [ -n "${NETRC-}" ] && grep -q '^netrc-optional$' "$web_config"; then set -- --netrc-file "$NETRC" "$@"; fi
  curl -q -sS -K "$web_config" "$@"
}

# ask_server FORMAT HEADERS WORD…: the same, with the headers of all answers in the file; prints what the format asks for.
# It talks (-v) because newer curls say nowhere else why there is no connection.
ask_server() {
  web_format=$1 web_headers=$2 web_answer='' web_first=''
  shift 2
  set -- "$@" -v -D "$web_headers"
  if [ -n "$first_config" ]; then ask_first "$@" || return; fi
  if [ -z "$web_answer" ]; then
    web_answer=$(run_curl "$@" -w "$web_format") || return
    if [ -n "$web_first" ]; then printf '%s\n\n%s\n' "$web_first" "$(cat -- "$web_headers")" >"$web_headers"; fi
  fi
  printf '%s\n' "$web_answer"
}

# ask_first WORD…: asks with the headers that are for the first server alone; where that sends us on, web_config asks there
ask_first() {
  web_answer=$(printf '%s' "$first_config" | run_curl -K - "$@" -w "%{redirect_url} $web_format" --no-location) || return
  web_to=${web_answer%% *} web_answer=${web_answer#* }
  if [ -z "$web_to" ] || ! grep -q '^location$' "$web_config"; then return; fi
  web_answer='' web_first=$(cat -- "$web_headers")
  web_from=$(sed -n 's/^url = "\(.*\)"$/\1/p' "$web_config")
  # as curl does it: who one is to the first server is no other's to know
  if [ "$(web_origin "$web_from")" = "$(web_origin "$web_to")" ]; then web_own='^url = '; else
    web_own='^url = |^user = |^header = "(authorization|cookie):'
  fi
  ts_scratch
  {
    grep -viE "$web_own" "$web_config"
    printf 'url = "%s"\n' "$web_to"
  } >"$ts_file" && cat -- "$ts_file" >"$web_config"
}

# web_origin URL: the server, without who asks and what for
web_origin() { printf '%s\n' "$1" | sed 's|^\([^:/]*://\)\([^/?#]*@\)\{0,1\}\([^/?#]*\).*|\1\3|'; }

# web_problem CODE FILE: why curl ended with that code, as Python tells it where it has words; what curl said is in the file
web_problem() {
  web_said=$(sed -n 's/^curl: ([0-9]*) //p' "$2" | tail -n 1)
  case $1 in
    28) echo 'Connection failure: timed out' && return ;;
    6) web_why='[Errno -2] Name or service not known' ;;
    7) web_why=$(no_connection "$2") ;;
    *) web_why='' ;;
  esac
  if [ -n "$web_why" ]; then web_said="<urlopen error $web_why> ($web_said)"; fi
  echo "Request failed: $web_said"
}

no_connection() {
  web_why=$(sed -n 's/^\* .* failed: //p' "$1" | tail -n 1)
  case $web_why in
    'Connection refused') web_errno=111 ;;
    'No route to host') web_errno=113 ;;
    'Network is unreachable') web_errno=101 ;;
    'Connection timed out') web_errno=110 ;;
    *) return ;;
  esac
  echo "[Errno $web_errno] $web_why"
}

# run_wget FILE WORD…: a plain GET into the file; what the server says goes to stderr
run_wget() {
  if [ "$needs_curl" = true ] || [ -n "${client_cert-}${client_key-}" ]; then
    fail 'the host has wget but not curl: only a plain GET without user, headers, body, certificate, ciphers and no_proxy can be done'
  fi
  if [ "$validate_certs" = false ]; then set -- "$@" --no-check-certificate; fi
  # with the time that the server gives it, it would be taken for what a run of long ago left behind
  wget -S -T "$timeout" -O "$@" && touch -c -- "$1"
}

# web_status FILE: the status of the last answer in what wget said
web_status() { sed -n 's/^ *HTTP\/[0-9.]* \([0-9]*\).*/\1/p' "$1" | tail -n 1; }
