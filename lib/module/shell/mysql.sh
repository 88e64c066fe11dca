# shellcheck shell=sh disable=SC2154,SC2034
# What modules for MySQL and MariaDB have in common, from the variables login and admin_login (lines of a client's
# option file), config_file and sql. No word of a command is a secret: the login is a file of ours, SQL comes on stdin.

# open_mysql: sets my_client, and writes the login file that close_mysql removes
open_mysql() {
  my_client=''
  for my_name in mariadb mysql; do
    if have "$my_name"; then my_client=$my_name && break; fi
  done
  if [ -z "$my_client" ]; then
    absent 'the host has no client of MySQL or MariaDB (mysql or mariadb)'
    data no_client yes
    exit 0
  fi
  ts_scratch
  my_login=$ts_file
  trap 'close_mysql' EXIT
  if [ -n "${admin_login-}" ]; then
    write_my_login "$admin_login"
    if printf 'SELECT 1;\n' | run_mysql >/dev/null 2>&1; then return; fi
  fi
  write_my_login "$login"
}

close_mysql() { rm -f -- "$my_login"; }

# The server's own option files tell where its socket is; those named later win.
write_my_login() {
  (
    umask 077
    for my_name in /etc/my.cnf /etc/mysql/my.cnf "${config_file-}"; do
      if [ -n "$my_name" ] && [ -f "$my_name" ]; then printf '!include %s\n' "$my_name"; fi
    done >"$my_login" && printf '[client]\n%s\n' "$1" >>"$my_login"
  ) || fail 'no space for the login of the database'
}

# run_mysql WORD…: the client, with SQL on stdin
run_mysql() { "$my_client" --defaults-file="$my_login" "$@"; }

# ask_mysql: tells what the statements in $sql answer, each that can; a server without the socket is asked over TCP
ask_mysql() {
  ts_scratch
  printf '%s\n' "$sql" | run_mysql --xml --force --binary-mode >"$ts_file" 2>"$ts_file.err"
  case $(cat -- "$ts_file.err") in
    *'ERROR 2002 '*)
      case $login in
        *'host="localhost"'*)
          printf 'host=127.0.0.1\nprotocol=tcp\n' >>"$my_login"
          printf '%s\n' "$sql" | run_mysql --xml --force --binary-mode >"$ts_file" 2>"$ts_file.tcp"
          if [ -s "$ts_file" ]; then cat -- "$ts_file.tcp" >"$ts_file.err"; fi
          ;;
      esac
      ;;
  esac
  data_file answers "$ts_file"
  data errors "$(my_words "$ts_file.err")"
}

# my_words FILE: what the client said, without the statement that it repeats: there may be a password in it
my_words() {
  if grep -q '^ERROR [0-9]' "$1"; then sed -n '/^ERROR [0-9]/,$p' "$1"; else cat -- "$1"; fi
}

# change_mysql: the statements in $sql, up to the first that fails
change_mysql() {
  ts_scratch
  set -- "$ts_file"
  printf '%s\n' "$sql" | run_mysql --binary-mode >"$1" 2>"$1.err" && return
  my_words "$1.err" >&2
  return 1
}
