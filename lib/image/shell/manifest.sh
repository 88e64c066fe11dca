# shellcheck shell=sh disable=SC2154
# manifest ROOT: every entry of a tree by content, one line each, sorted; two manifests compare line by line.
#   T mode uid gid devicetype "./path"[ -> "target"]       H sha256  ./path
manifest() (
  cd -P -- "$1" || exit 1
  {
    QUOTING_STYLE=c find . -xdev -exec env QUOTING_STYLE=c stat -c 'T %f %u %g %t,%T %N' {} +
    find . -xdev -type f -exec sha256sum -- {} + | sed 's/^\(\\\{0,1\}\)\([0-9a-f]*\)  /H \1\2 /'
  } | LC_ALL=C sort
)
