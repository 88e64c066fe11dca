# shellcheck shell=sh disable=SC2154,SC2209
# Dumps of databases in $target, packed by its name. A module says in run_dump and run_restore what writes one to its
# stdout and what reads one from its stdin.

# write_dump_file: the old file stays until the dump is complete
write_dump_file() {
  pick_packer -c
  parent_of "$target"
  stat_of "$target"
  case $st_type in
    absent) st_mode=0644 ;;
    file) ;;
    *) fail "cannot write $target: it is a $st_type" ;;
  esac
  fresh=$(mktemp -- "$ts_parent/.tsplay.XXXXXX") || fail "cannot write to $ts_parent"
  ts_scratch
  said=$ts_file
  { run_dump 2>"$said" || : >"$said.failed"; } | $packer >"$fresh" 2>"$said.pack" || : >"$said.failed"
  if [ -e "$said.failed" ]; then
    rm -f -- "$fresh"
    fail "the dump failed: $(cat -- "$said" "$said.pack")"
  fi
  chmod -- "$st_mode" "$fresh" && sync_path "$fresh" && mv -f -- "$fresh" "$target" && sync_later "$target"
}

# read_dump_file: what cannot be unpacked fails too
read_dump_file() {
  pick_packer -dc
  if [ "$packer" = cat ]; then
    run_restore <"$target"
    return
  fi
  ts_scratch
  said=$ts_file
  { $packer <"$target" 2>"$said.pack" || : >"$said.failed"; } | run_restore || return
  if [ -e "$said.failed" ]; then
    cat -- "$said.pack" >&2
    return 1
  fi
}

# pick_packer WORD: sets packer, the program for the name of the file and its word
pick_packer() {
  case $target in
    *.gz) packer="gzip $1" ;;
    *.bz2) packer="bzip2 $1" ;;
    *.xz) packer="xz $1" ;;
    *) packer=cat ;;
  esac
  have "${packer%% *}" || fail "the host has no ${packer%% *}"
}
