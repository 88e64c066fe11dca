# shellcheck shell=sh disable=SC2034
# fetch_url URL FILE [false]: what is at the URL, into FILE; false looks at no certificate. Sets said to what the program
# says. curl reads the URL from its standard input: there may be a password in it, and words of a command can be read.
fetch_url() {
  if have curl; then
    fetched_from=$(printf '%s' "$1" | sed 's/["\\]/\\&/g')
    set -- "$2" "${3-}"
    if [ "$2" = false ]; then set -- "$1" -k; else set -- "$1"; fi
    said=$(printf 'url = "%s"\n' "$fetched_from" | curl -fsSL -K - -o "$@" 2>&1)
  elif have wget; then
    if [ "${3-}" = false ]; then set -- "$1" "$2" --no-check-certificate; else set -- "$1" "$2"; fi
    fetched_from=$1
    shift
    said=$(wget -q -O "$@" -- "$fetched_from" 2>&1)
  else
    fail 'the host has neither curl nor wget'
  fi
}
