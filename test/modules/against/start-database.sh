#!/bin/sh
# start-database.sh mariadb|postgres: a server of its own, on a socket in /run/tsplay-NAME, that answers when this ends.
# Its files are gone with the machine they are on.
set -eu
home=/run/tsplay-$1
mkdir -p "$home"

start_mariadb() {
  mariadb-install-db --no-defaults --user=root --datadir="$home/data" --skip-test-db --skip-name-resolve >/dev/null
  mariadbd --no-defaults --user=root --datadir="$home/data" --socket="$home/socket" --skip-networking --pid-file="$home/pid" >"$home/log" 2>&1 &
  until_it_answers mariadb --no-defaults -S "$home/socket" -e 'SELECT 1'
}

start_postgres() {
  chown postgres "$home"
  bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  cd "$home"
  runuser -u postgres -- "$bin/initdb" -D "$home/data" -A trust -E UTF8 --no-sync --locale=C.UTF-8 >/dev/null
  runuser -u postgres -- "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -F >"$home/log" 2>&1 &
  until_it_answers psql -Xq -h "$home" -U postgres -c 'SELECT 1'
}

until_it_answers() {
  tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ]; then cat "$home/log" >&2 && exit 1; fi
    sleep 0.1
  done
}

"start_$1"
