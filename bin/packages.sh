# shellcheck shell=bash
# What the lab and the tests need on this machine, and how to get it.

# What `tsplay lab` runs here: the control host's container, the nodes' machines, their network. The gate `packages`
# compares it with lib/lab/check.ts.
LAB_PACKAGES=(debootstrap dnsmasq-base iproute2 ipxe-qemu nftables openssh-client ovmf qemu-system-x86 systemd
  systemd-container tar util-linux)
# Real parts for the tests: shells, servers and the referee, which needs python3-distro to know a minor version.
# shellcheck disable=SC2034
TEST_PACKAGES=("${LAB_PACKAGES[@]}" ansible-core python3-jinja2 openssh-server sudo dash bash bsdutils busybox
  shellcheck procps cpio xz-utils lz4 zstd ansible git dnf rpm createrepo-c pacman-package-manager gnupg libcap2-bin
  make cron acl bzip2 zip unzip firewalld iptables parted dosfstools xfsprogs lvm2 rsync mariadb-server-core
  mariadb-client postgresql curl wget file e2fsprogs strace apache2 python3-distro subversion
  python3-pip ufw zypper)

# need_machine THING…: ends here, with all that is missing, before anything is changed.
need_machine() {
  wrong=
  for thing in "$@"; do
    "has_$thing" || wrong="$wrong
  - $("want_$thing")"
  done
  [ -n "$wrong" ] || return 0
  echo "This machine lacks:$wrong" >&2
  echo 'Nothing was changed.' >&2
  exit 1
}

has_node() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}
want_node() { echo "Node.js 20.19 or newer; this is $(node --version)"; }

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }
want_apt() { echo 'apt-get, as Debian and Ubuntu have it, to install packages with'; }

has_root() { [ "$(id -u)" = 0 ]; }
want_root() { echo 'root, for network namespaces and a container; try: sudo npm start'; }

has_tun() { [ -e /dev/net/tun ]; }
want_tun() { echo '/dev/net/tun, which virtual machines are plugged in with; try: modprobe tun'; }

install_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "These Debian packages are missing:$missing" >&2
    echo "Install them (as root: apt-get install --no-install-recommends$missing) and start again. Nothing was changed." >&2
    exit 1
  fi
  echo "Installing Debian packages:$missing" >&2
  # hundreds of lines of dpkg's, which nobody reads unless it fails
  said=$(mktemp)
  get_packages "$missing" >"$said" 2>&1 || {
    status=$?
    tail -n 40 "$said" >&2
    echo "apt-get failed; all of what it said is in $said" >&2
    exit "$status"
  }
  rm -f "$said"
}

get_packages() {
  # shellcheck disable=SC2086
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1
}

# The packages of package.json, when they are not what it asks for (a new clone, or a pull since).
install_modules() {
  npm ls --silent >/dev/null 2>&1 && return
  echo 'Installing packages of Node.js (npm ci)' >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
}

build() {
  echo 'Building dist/' >&2
  npm run --silent build
}
