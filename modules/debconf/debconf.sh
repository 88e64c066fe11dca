# shellcheck shell=sh disable=SC2154,SC2317
if ! have debconf-show || ! have debconf-set-selections; then fail 'the host has no debconf-show and debconf-set-selections'; fi
answers=$(debconf-show -- "$name" 2>/dev/null)
data answers "$answers"
if [ -z "${question-}" ]; then exit 0; fi

old=$(printf '%s\n' "$answers" | question=$question awk '
  { line = $0; sub(/^[ *]*/, "", line); at = index(line, ":") }
  at && substr(line, 1, at - 1) == ENVIRON["question"] { print substr(line, at + 1); found = 1; exit }
  END { exit !found }')
known=$?
old=${old# }
if [ "$vtype" = boolean ]; then old=$(printf '%s' "$old" | tr '[:upper:]' '[:lower:]'); fi

answer() {
  set -- ''
  if [ "$unseen" = true ]; then set -- -u; else shift; fi
  printf '%s %s %s %s\n' "$name" "$question" "$vtype" "$value" | debconf-set-selections "$@"
}

if [ "$vtype" = password ]; then
  if [ "$known" -ne 0 ] || [ "$old" != "$value" ]; then change answer '(hidden)' '(hidden)' answer; fi
elif [ "$known" -ne 0 ] || [ "$old" != "$value" ]; then
  change answer "$old" "$value" answer
fi
