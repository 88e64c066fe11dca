# shellcheck shell=sh disable=SC2154,SC2034
# What modules for PostgreSQL have in common, from the list connection (settings of libpq, as NAME=VALUE) and sql. No
# word of a command is a secret: libpq reads its login in the environment, SQL comes on stdin.

# open_postgres: settles the login, for every program of PostgreSQL's
open_postgres() {
  if ! have psql; then
    absent 'the host has no client of PostgreSQL (psql)'
    data no_client yes
    exit 0
  fi
  PGUSER=${PGUSER:-postgres} PGCLIENTENCODING=UTF8
  export PGUSER PGCLIENTENCODING
  each_connection pg_set
}

pg_set() { export "${1?}"; }

# ask_postgres: tells what the statements in $sql answer, each that can
ask_postgres() {
  ts_scratch
  printf '%s\n' "$sql" | psql -X -q -A -t >"$ts_file" 2>"$ts_file.err"
  data_file answers "$ts_file"
  data_file errors "$ts_file.err"
}

# change_postgres: the statements in $sql, up to the first that fails
change_postgres() { printf '%s\n' "$sql" | psql -X -q -A -t -v ON_ERROR_STOP=1; }
