# shellcheck shell=sh disable=SC2154
open_postgres
have pg_dump || absent 'the host has no pg_dump'

run_dump() {
  collected=''
  each_words collect
  eval "pg_dump $collected \"\$@\""
}

# a directory cannot replace another one in one step: it is made beside the old one
write_directory() {
  rm -rf -- "$target.tsplay" && run_dump -f "$target.tsplay" || return
  rm -rf -- "$target" && mv -- "$target.tsplay" "$target" && sync_around "$target"
}

data program pg_dump
case $target in
  *.dir) change dump '' "$target" write_directory ;;
  *) change dump '' "$target" write_dump_file ;;
esac
