#!/usr/bin/env bash
# npm start: sets itself up and runs the main job in a virtual cluster on this machine.
set -eu
cd "$(dirname "$0")/.."
. bin/packages.sh

if [ "$(id -u)" != 0 ]; then
  echo 'The virtual cluster needs root (network namespaces, a container). Nothing was changed.' >&2
  echo 'Run: sudo npm start' >&2
  exit 1
fi
install_packages "${LAB_PACKAGES[@]}"
[ -d node_modules/ssh2 ] || npm ci --no-audit --no-fund
npm run --silent build
exec node dist/cli.js lab tour "$@"
