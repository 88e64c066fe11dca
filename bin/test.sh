#!/usr/bin/env bash
# npm test: installs what the tests need, then runs every gate and test; the last line counts them.
set -eu
cd "$(dirname "$0")/.."
. bin/packages.sh

install_packages "${TEST_PACKAGES[@]}"
[ -d node_modules/mocha ] || npm ci --no-audit --no-fund
npm run --silent build
exec node_modules/.bin/mocha --config test/all.mocharc.json "$@"
