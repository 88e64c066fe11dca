#!/bin/sh
# shellcheck disable=SC1090,SC2154
. "$1"
echo "{\"changed\": true, \"stdout\": \"$word and $other\"}"
