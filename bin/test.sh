#!/usr/bin/env bash
# npm test: installs what the tests need, then runs every gate and test; the last line counts them.
set -eu
cd "$(dirname "$0")/.."
. bin/packages.sh

need_machine node apt
install_packages "${TEST_PACKAGES[@]}"
install_modules
build

mocha=(node_modules/.bin/mocha --config test/all.mocharc.json)
[ $# = 0 ] || exec "${mocha[@]}" "$@"

# The main job waits for machines that boot, most of a quarter of an hour: all other tests run beside it.
main_job=test/lab/main-job.test.ts
results=$(mktemp -d)
CLOSING_LINES="$results/main-job.closing" node_modules/.bin/mocha --reporter test/support/closing-lines.ts --exit \
  "$main_job" >"$results/main-job.out" 2>&1 &
main_job_pid=$!
echo "The main job ($main_job) runs beside the rest; its results follow theirs."
trap 'kill "$main_job_pid" 2>/dev/null || true; rm -rf "$results"' EXIT

status=0
CLOSING_LINES="$results/rest.closing" "${mocha[@]}" --ignore "$main_job" || status=$?
wait "$main_job_pid" || status=$?
cat "$results/main-job.out"
for part in main-job rest; do
  [ -s "$results/$part.closing" ] || {
    echo "$part: ended before its tests were counted"
    touch "$results/$part.closing"
    status=1
  }
done
cat "$results"/*.closing | awk '
  /^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ { passed += $1; failed += $3; skipped += $5; next }
  { print }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
exit "$status"
