# shellcheck shell=sh
for tool in apt-get dnf yum zypper pacman apk; do
  if ! have "$tool"; then continue; fi
  case $tool in apt-get) data manager apt ;; *) data manager "$tool" ;; esac
  exit 0
done
fail 'cannot find a package manager on the host'
