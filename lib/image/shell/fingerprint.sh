# shellcheck shell=sh
# fingerprint ROOT: one word that changes when anything that matters in a tree does; reads no content.
fingerprint() (
  cd -P -- "$1" || exit 1
  find . -xdev \( -path ./var/lib/apt/lists -o -path ./var/cache -o -path ./var/log -o -path ./run -o -path ./tmp -o -path './boot/initrd.img-*' \) -prune \
    -o -type d -printf '%P %y %m %U %G\n' -o -printf '%P %y %m %U %G %s %T@ %l\n' | LC_ALL=C sort | sha256sum | cut -c 1-32
)
