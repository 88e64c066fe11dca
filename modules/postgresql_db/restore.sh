# shellcheck shell=sh disable=SC2154
open_postgres
case $target in
  *.tar | *.pgc | *.dir) program=pg_restore ;;
  *) program=psql ;;
esac
have "$program" || absent "the host has no $program"
if [ ! -e "$target" ]; then absent "target $target does not exist on the host"; fi

run_restore() {
  collected=''
  each_words collect
  case $program in
    pg_restore) eval "pg_restore --dbname=\"\$PGDATABASE\" $collected -- \"\$target\"" ;;
    psql) eval "psql $collected" ;;
  esac
}

data program "$program"
if [ -d "$target" ]; then change restore '' "$target" run_restore; else change restore '' "$target" read_dump_file; fi
