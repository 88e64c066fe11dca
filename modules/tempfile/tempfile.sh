# shellcheck shell=sh disable=SC2154
directory=${path:-${TMPDIR:-/tmp}}
[ -d "$directory" ] || fail "there is no directory $directory"

# mktemp puts the random part at the end: the suffix is added by hand, without overwriting
make_file() {
  made=$(mktemp -- "$directory/${prefix}XXXXXXXX") || return
  if [ -n "$suffix" ]; then ln -- "$made" "$made$suffix" && rm -f -- "$made" && made=$made$suffix; fi
}

make_directory() {
  made=$(mktemp -d -- "$directory/${prefix}XXXXXXXX") || return
  if [ -n "$suffix" ]; then rmdir -- "$made" && mkdir -m 700 -- "$made$suffix" && made=$made$suffix; fi
}

make_it() { "make_$state" && sync_later "$made"; }

made=''
change state absent "$state" make_it
if [ -n "$made" ]; then
  report_file "$made"
  data path "$made"
fi
