#!/bin/sh
. "$1"
echo "{\"changed\": true, \"stdout\": \"$word and $other\"}"
