# shellcheck shell=bash
# The Debian packages that the lab and the tests need, and how to get them.

# What `tsplay lab` runs on this machine: the control host's container, the nodes' machines, their network.
LAB_PACKAGES=(debootstrap systemd-container iproute2 nftables qemu-system-x86 ipxe-qemu ovmf openssh-client zstd)
# Real parts for the tests: shells, servers and the referee.
# shellcheck disable=SC2034
TEST_PACKAGES=("${LAB_PACKAGES[@]}" ansible-core python3-jinja2 openssh-server sudo dash bash busybox shellcheck procps cpio xz-utils
  ansible git dnf rpm createrepo-c pacman-package-manager gnupg libcap2-bin make cron acl bzip2 zip unzip)

install_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "These Debian packages are missing:$missing" >&2
    echo "Install them (as root: apt-get install$missing) and start again. Nothing was changed." >&2
    exit 1
  fi
  echo "Installing Debian packages:$missing" >&2
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}
