# shellcheck shell=sh disable=SC2154
if [ "$data" = crash ]; then
  data module_stdout "$printed"
  data module_stderr 'Exception: boom'
  data exception 'Exception: boom'
  data rc 1
  fail 'MODULE FAILURE
See stdout/stderr for the exact error'
fi
data ping "$data"
