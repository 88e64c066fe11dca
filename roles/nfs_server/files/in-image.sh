#!/bin/sh
# tsplay-in-image ROOT COMMAND…: runs a command in the root of an image that is not served. Mounts and processes
# are in namespaces of their own: whatever happens, nothing of it is left on this host.
set -eu

if [ "${1-}" != --within ]; then
  exec unshare --mount --pid --uts --ipc --fork --kill-child=KILL --propagation private -- "$0" --within "$@"
fi
shift
root=$1
shift

# A link here would lead what is mounted to this host's own tree.
for place in proc sys dev run tmp etc usr usr/sbin; do
  if [ -L "$root/$place" ] || [ ! -d "$root/$place" ]; then
    echo "/$place of the image is not a directory" >&2
    exit 1
  fi
done

mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
mount -t tmpfs -o mode=755,nosuid,noexec,size=1m tmpfs "$root/dev"
for node in null zero full random urandom tty; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root/run"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/tmp"

# The resolver of this host, and no starting of services, for as long as this runs.
if [ -f /etc/resolv.conf ] && [ ! -L "$root/etc/resolv.conf" ]; then
  [ -e "$root/etc/resolv.conf" ] || : >"$root/etc/resolv.conf"
  mount --bind "$(readlink -f /etc/resolv.conf)" "$root/etc/resolv.conf"
fi
printf '#!/bin/sh\nexit 101\n' >"$root/run/policy-rc.d"
chmod 755 "$root/run/policy-rc.d"
if [ -L "$root/usr/sbin/policy-rc.d" ]; then rm -f -- "$root/usr/sbin/policy-rc.d"; fi
[ -e "$root/usr/sbin/policy-rc.d" ] || : >"$root/usr/sbin/policy-rc.d"
mount --bind "$root/run/policy-rc.d" "$root/usr/sbin/policy-rc.d"

# The capabilities that a bake has, too; the right to change roots is given up once this one is changed.
exec setpriv --bounding-set -all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setfcap,+audit_write,+sys_chroot,+setpcap \
  capsh --chroot="$root" --drop=cap_sys_chroot,cap_setpcap --shell=/usr/bin/env -- \
  -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 "$@"
