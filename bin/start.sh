#!/usr/bin/env bash
# npm start: sets itself up and runs the main job in a virtual cluster on this machine.
set -eu
cd "$(dirname "$0")/.."
. bin/packages.sh

need_machine node apt root tun
install_packages "${LAB_PACKAGES[@]}"
install_modules
build
exec node dist/cli.cjs lab tour "$@"
