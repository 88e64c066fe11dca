# shellcheck shell=sh disable=SC2154
if [ ! -e "$src" ]; then
  case $(cat -- "$src" 2>&1) in
    *'Permission denied'*) fail "file is not readable: $src" ;;
    *'Not a directory'*) fail "unable to slurp file: $src: Not a directory" ;;
  esac
  fail "file not found: $src"
fi
[ ! -d "$src" ] || fail "source is a directory and must be a file: $src"
[ -r "$src" ] || fail "file is not readable: $src"
data_file content "$src"
