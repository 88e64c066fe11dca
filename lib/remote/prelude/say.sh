# shellcheck shell=sh disable=SC2034,SC2154,SC2209
# What a script says: frames on descriptor 3.

# data KEY VALUE [KEY VALUE]…: a frame for each, all in one write
data() {
  # shellcheck disable=SC2059 # the nonce and the number are digits and letters; printf goes on with the next pair
  printf "$ts_nonce(data $ts_seq:%s$ts_nonce|%s$ts_nonce)" "$@" >&3
}

# data_file KEY PATH: the exact bytes of a file
data_file() {
  printf '%s(data %s:%s%s|' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
  head -c "$((ts_keep + 1))" <"$2" >&3 || ts_read_failed=1
  printf '%s)' "$ts_nonce" >&3
  if [ -n "${ts_read_failed-}" ]; then fail "cannot read $2"; fi
}

# warn TEXT
warn() {
  printf '%s(warn %s:%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
}

# progress TEXT
progress() {
  printf '%s(progress %s:%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
}

# fail TEXT: says why and ends the script
fail() {
  printf '%s(fail %s:%s%s)' "$ts_nonce" "$ts_seq" "$1" "$ts_nonce" >&3
  exit 1
}

# absent TEXT: something that is not there although the change needs it. In a check an earlier task may be the one
# that makes it, so it is only said.
absent() {
  if [ "$ts_mode" = check ]; then warn "$1 (yet)"; else fail "$1"; fi
}

# in_check CMD…: what is asked only to be told in a check
in_check() {
  if [ "$ts_mode" = check ]; then "$@"; fi
}
