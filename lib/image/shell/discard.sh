# shellcheck shell=sh disable=SC2154
# Removes what was never finished.
for each in $(unfinished_names); do
  change "generation ${each%.unfinished}" unfinished absent remove_tree "$generations/$each"
done
