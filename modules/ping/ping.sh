# shellcheck shell=sh disable=SC2154
if [ "$data" = crash ]; then fail boom; fi
data ping "$data"
