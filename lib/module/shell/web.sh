# shellcheck shell=sh disable=SC2154,SC2034
# What modules that ask web servers have in common, from the variables curl_config, needs_curl, timeout, validate_certs,
# client_cert and client_key (these two may be unset).

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
  curl -q -sS -K "$web_config" "$@"
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
