# shellcheck shell=sh disable=SC2154
data system "$(uname -s)"
if [ "$in_image" = true ]; then
  # shellcheck disable=SC2012 # versions of kernels
  data kernel "$(ls -1 /lib/modules 2>/dev/null | sort -V | tail -n 1)"
else
  data kernel "$(uname -r)"
fi
data kernel_version "$(uname -v)"
data machine "$(uname -m)"
data nodename "$(uname -n)"
data fqdn "$(hostname -f 2>/dev/null)"
data bits "$(getconf LONG_BIT 2>/dev/null)"
data ids "$(id -u) $(id -ru) $(id -g) $(id -rg)"
uid=$(id -u)
data passwd "$(getent passwd "$uid" 2>/dev/null || awk -F: -v u="$uid" '$3 == u { print; exit }' /etc/passwd)"
data date "$(date '+%Y|%m|%d|%H|%M|%S|%N|%s|%A|%w|%U|%V|%Z|%z')"
data utc "$(date -u '+%Y-%m-%dT%H:%M:%S')"
data zone_names "$(readlink -f /etc/localtime 2>/dev/null)"

# file KEY PATH: its text, when it can be read
file() {
  if [ -f "$2" ] && [ -r "$2" ]; then data_file "$1" "$2"; fi
}

file os_release /etc/os-release
for name in debian_version centos-release oracle-release redhat-release alpine-release arch-release SuSE-release gentoo-release lsb-release; do
  file "release.$name" "/etc/$name"
done
if have lsb_release; then data lsb "$(lsb_release -a 2>/dev/null)"; fi
file machine_id /etc/machine-id
file resolv /etc/resolv.conf
file cmdline /proc/cmdline
file fips /proc/sys/crypto/fips_enabled
if [ -d /sys/kernel/security/apparmor ]; then data apparmor yes; fi
if [ -e /sys/fs/selinux/enforce ]; then
  data selinux "$(cat /sys/fs/selinux/enforce)"
  file selinux_config /etc/selinux/config
fi
for name in dsa rsa ecdsa ed25519; do file "key.$name" "/etc/ssh/ssh_host_${name}_key.pub"; done
file initiator /etc/iscsi/initiatorname.iscsi
file hostnqn /etc/nvme/hostnqn
if have capsh; then data caps "$(capsh --print 2>/dev/null)"; fi
if [ -x /usr/bin/python3 ]; then data python "/usr/bin/python3 $(readlink -f /usr/bin/python3)"; fi

# the environment as the user's commands see it
ts_scratch
(
  ts_as_user
  exec cat /proc/self/environ
) >"$ts_file" 2>/dev/null
data_file env "$ts_file"

for name in apt-get dnf yum zypper pacman apk emerge opkg xbps-install; do
  if have "$name"; then data pkg_mgr "$name"; fi
done
if [ "$in_image" = false ]; then
  file init /proc/1/comm
  if [ -d /run/systemd/system ]; then data systemd running; fi
  data root "$(stat -L -c %d:%i / 2>/dev/null) $(stat -L -c %d:%i /proc/1/root/. 2>/dev/null)"
fi
data init_link "$(readlink -f /sbin/init 2>/dev/null)"
if have openrc || [ -x /sbin/openrc-run ]; then data openrc yes; fi

set +f
for name in "$fact_path"/*.fact; do
  if [ ! -e "$name" ] && [ ! -L "$name" ]; then continue; fi
  fact=${name##*/}
  data fact_name "${fact%.fact}"
  data fact_file "$name"
  if [ -x "$name" ]; then
    data_out fact_out fact_err fact_rc "$name"
  elif [ -e "$name" ]; then
    data_file fact_out "$name"
    data fact_err ''
    data fact_rc 0
  else
    data fact_out ''
    data fact_err ''
    data fact_rc gone
  fi
done
set -f
