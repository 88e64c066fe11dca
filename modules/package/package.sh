# shellcheck shell=sh disable=SC2154,SC2317
manager=$use
if [ "$manager" = auto ]; then
  for tool in apt-get dnf yum zypper pacman apk; do
    if have "$tool"; then manager=$tool && break; fi
  done
fi
case $manager in
  apt | apt-get)
    data manager apt
    exit 0
    ;;
  auto) fail 'cannot find a package manager on the host' ;;
esac
have "$manager" || fail "the host has no $manager"
data manager "$manager"

todo='' count=0
add_todo() {
  count=$((count + 1))
  eval "todo_$count=\$1"
  todo="$todo \"\$todo_$count\""
}

is_installed() {
  case $manager in
    dnf | yum | zypper) quiet rpm -q --whatprovides "$1" ;;
    pacman) quiet pacman -Q "$1" ;;
    apk) quiet apk info -e "$1" ;;
  esac
}

has_newer() {
  case $manager in
    dnf | yum) "$manager" -q check-update "$1" >/dev/null 2>&1; [ $? -eq 100 ] ;;
    zypper) zypper -q list-updates 2>/dev/null | grep -qF " $1 " ;;
    pacman) pacman -Qu "$1" >/dev/null 2>&1 ;;
    apk) [ -n "$(apk version -q -l '<' "$1" 2>/dev/null)" ] ;;
  esac
}

consider() {
  if is_installed "$1"; then
    case $state in absent) add_todo "$1" ;; latest) if has_newer "$1"; then add_todo "$1"; fi ;; esac
  elif [ "$state" != absent ]; then
    add_todo "$1"
  fi
}

manage() {
  case $manager:$state in
    dnf:absent | yum:absent) "$manager" -y remove "$@" ;;
    dnf:latest | yum:latest) "$manager" -y install "$@" && "$manager" -y upgrade "$@" ;;
    dnf:* | yum:*) "$manager" -y install "$@" ;;
    zypper:absent) zypper --non-interactive remove "$@" ;;
    zypper:*) zypper --non-interactive install "$@" ;;
    pacman:absent) pacman --noconfirm -R "$@" ;;
    pacman:*) pacman --noconfirm -S "$@" ;;
    apk:absent) apk del "$@" ;;
    apk:latest) apk add -u "$@" ;;
    apk:*) apk add "$@" ;;
  esac
}

each_name consider
if [ -n "$todo" ]; then eval "change packages '' \"$state $count\" manage $todo"; fi
exit 0
