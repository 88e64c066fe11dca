#!/usr/bin/env bash
# npm test: installs what the tests need, then runs every gate and test; the last line counts them.
set -eu
cd "$(dirname "$0")/.."
. bin/packages.sh

need_machine node apt
install_packages "${TEST_PACKAGES[@]}"
install_modules
build
exec node_modules/.bin/mocha --config test/all.mocharc.json "$@"
