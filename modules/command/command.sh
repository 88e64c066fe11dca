# shellcheck shell=sh disable=SC2154,SC2317,SC2034
if [ -n "${chdir-}" ]; then
  if ! cd -P -- "$chdir" 2>/dev/null; then
    if [ -d "$chdir" ]; then
      why='[Errno 13] Permission denied'
    elif [ -e "$chdir" ]; then
      why='[Errno 20] Not a directory'
    else
      why='[Errno 2] No such file or directory'
    fi
    absent "Unable to change directory before execution: $why: b'$chdir'"
  fi
fi

# matches PATTERN: is there a file whose name matches?
matches() {
  if [ -e "$1" ] || [ -L "$1" ]; then return 0; fi
  set +f
  old_ifs=$IFS IFS=''
  # shellcheck disable=SC2086 # a glob, not words
  set -- $1
  IFS=$old_ifs
  set -f
  [ -e "$1" ] || [ -L "$1" ]
}

settle_creates matches

# expand_word WORD: as the user's environment has it, in a subshell: its variables are none of ours
expand_word() {
  ts_as_user
  set -uf
  x_word=$1
  expand_path x_word
  printf '%s.' "$x_word"
}

# the words become variables, and words holds the names that stand for them
words='' count=0
add_word() {
  count=$((count + 1))
  eval "word_$count=\$1"
  case $expand:$1 in true:'~'* | true:*\$*) word=$(expand_word "$1") && eval "word_$count=\${word%.}" ;; esac
  words="$words \"\$word_$count\""
}
each_argv add_word
eval "set -- $words"

stdin_file=/dev/null
if [ -n "${stdin_staged-}" ]; then
  stdin_file=$stdin_staged
elif [ -n "${stdin_text+set}" ]; then
  ts_scratch
  stdin_file=$ts_file
  printf '%s' "$stdin_text" >"$stdin_file" || fail 'no space for the standard input of the command'
fi

if [ "$tells_missing" = false ]; then
  data_time start
  run_last "$@" <"$stdin_file"
fi
run_program "$@" <"$stdin_file"
