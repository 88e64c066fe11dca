# shellcheck shell=sh disable=SC2154
# The lock of an image, for scripts that do all in one trip; `who` is what others read of it.

# Descriptor 9 holds the lock; nothing that could outlive this script is given it.
take_lock() {
  lock=$dir/.lock
  # not `:`, whose redirection ends a dash
  true >>"$lock" || fail "cannot lock $dir"
  exec 9<>"$lock"
  flock -n 9 || fail "image $image is locked by $(cat -- "$lock")"
  printf '%s pid %s\n' "$who" "$$" >"$lock"
}
