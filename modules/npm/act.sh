# shellcheck shell=sh disable=SC2154,SC2317,SC2034
act() {
  if [ -n "${path-}" ]; then
    [ -d "$path" ] || mkdir -p -- "$path" || return
    cd -- "$path" || return
  fi
  set -- "$verb"
  if [ -n "${name-}" ] && [ "$verb" != ci ]; then set -- "$@" "$name"; fi
  add() { words="$words $1"; }
  words=''
  each_options add
  ran="$executable $*$words"
  # shellcheck disable=SC2086 # options without blanks
  "$executable" "$@" $words
}
change packages '' "$verb ${name-}" act
