# shellcheck shell=sh disable=SC2154,SC2034
# keep_said CMD…: runs it with what it says in the files said_out and said_err; sets said_rc
keep_said() {
  ts_scratch
  said_out=$ts_file said_err=$ts_file.err
  "$@" >"$said_out" 2>"$said_err"
  said_rc=$?
}

# tell_said: that is stdout and stderr of the result
tell_said() {
  data_file stdout "$said_out"
  data_file stderr "$said_err"
}
