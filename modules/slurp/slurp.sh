# shellcheck shell=sh disable=SC2154
[ -e "$src" ] || fail "file not found: $src"
[ ! -d "$src" ] || fail "source is a directory and must be a file: $src"
[ -r "$src" ] || fail "file is not readable: $src"
data_file content "$src"
