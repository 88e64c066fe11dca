# shellcheck shell=sh disable=SC2154
# expand_path NAME: expands a leading ~ or ~user and every $NAME or ${NAME} in the variable NAME, nothing else
expand_path() {
  eval "x_rest=\$$1" x_done=''
  case $x_rest in '~'*) expand_home ;; esac
  while :; do
    case $x_rest in *"\$"*) expand_first_name ;; *) break ;; esac
  done
  eval "$1=\$x_done\$x_rest"
}

expand_home() {
  x_user=${x_rest%%/*}
  x_user=${x_user#"~"}
  if [ -z "$x_user" ]; then
    x_home=${HOME:-$(awk -F: -v u="$(id -u)" '$3 == u { print $6; exit }' /etc/passwd)}
  else
    x_home=$({ getent passwd "$x_user" 2>/dev/null || cat /etc/passwd; } | u=$x_user awk -F: '$1 == ENVIRON["u"] { print $6; exit }')
  fi
  if [ -n "$x_home" ]; then x_done=$x_home x_rest=${x_rest#"~$x_user"}; fi
}

expand_first_name() {
  x_done=$x_done${x_rest%%"\$"*}
  x_rest=${x_rest#*"\$"}
  case $x_rest in
    "{"[A-Za-z_]*"}"*)
      x_name=${x_rest#"{"}
      x_name=${x_name%%"}"*}
      x_tail=${x_rest#*"}"}
      ;;
    *)
      x_name=${x_rest%%[!A-Za-z0-9_]*}
      x_tail=${x_rest#"$x_name"}
      ;;
  esac
  case $x_name in
    '' | [0-9]* | *[!A-Za-z0-9_]*) x_done=$x_done'$' ;;
    *)
      # the environment only: variables of the script are nobody's business
      if x_value=$( (ts_exec printenv "$x_name") && echo .); then
        x_done=$x_done${x_value%"
."}
        x_rest=$x_tail
      else
        x_done=$x_done'$'
      fi
      ;;
  esac
}
