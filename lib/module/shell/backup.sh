# shellcheck shell=sh disable=SC2034
# backup_name FILE: sets backup_file, a name that is not taken, also within the same second
backup_name() {
  backup_file=$1.$$.$(date +%Y-%m-%d@%H:%M:%S)~
  backup_number=1
  while [ -e "$backup_file" ]; do
    backup_file=${backup_file%\~*}~$backup_number~
    backup_number=$((backup_number + 1))
  done
}
