# shellcheck shell=sh disable=SC2154
# manifest ROOT FILE: every entry of a tree by content, one line each, sorted; two manifests compare line by line.
#   T mode uid gid devicetype "./path"[ -> "target"]       H sha256 ./path
# Fails when something could not be read.
manifest() {
  (cd -P -- "$1" && { manifest_entries || printf '!\n'; manifest_contents || printf '!\n'; } |
    sed 's/^\(\\\{0,1\}\)\([0-9a-f]\{64\}\) [ *]/H \1\2 /' | LC_ALL=C sort) >"$2" &&
    [ "$(head -c 1 -- "$2")" != '!' ]
}

manifest_entries() {
  QUOTING_STYLE=c find . -xdev -exec env QUOTING_STYLE=c stat -c 'T %f %u %g %t,%T %N' {} +
}

# openssl is four times as fast as sha256sum, which alone can write a name with a backslash or a newline.
manifest_contents() {
  if ! echo | openssl dgst -sha256 -r >/dev/null 2>&1; then
    find . -xdev -type f -exec sha256sum -- {} +
    return
  fi
  odd='*[\\
]*'
  find . -xdev -type f ! -path "$odd" -exec openssl dgst -sha256 -r {} + &&
    find . -xdev -type f -path "$odd" -exec sha256sum -- {} +
}
