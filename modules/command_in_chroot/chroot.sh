# shellcheck shell=sh disable=SC2154,SC2317
# Runs a command in a directory tree as if it were the root of a system of its own: mounts and processes live in
# namespaces that end with the command, whatever ends it.
case $root in /*) ;; *) fail "root must be absolute: $root" ;; esac
root=$(readlink -f -- "$root") || fail "there is no directory $root"
[ -d "$root" ] || fail "there is no directory $root"
if [ "$root" = / ]; then fail 'root must not be / itself'; fi
if why=$(finished_generation "$root"); then fail "$why"; fi
have unshare || fail 'the host has no unshare (util-linux)'
have chroot || fail 'the host has no chroot'

# in_root PATH: is there such a name in the tree? Links are not followed out of it.
in_root() { [ -e "$root/${1#/}" ] || [ -L "$root/${1#/}" ]; }

settle_creates in_root

# a link in the tree would lead a mount out of it
for place in proc sys dev dev/pts run tmp; do
  if [ -L "$root/$place" ]; then fail "$root/$place is a link; refusing to mount there"; fi
done

# the environment may hold a secret: what unshare is told anyone can read
ts_scratch
inside=$ts_file.sh
cat >"$inside" <<'INSIDE'
set -eu
root=$1 resolver=$2
for place in proc sys dev; do [ -d "$root/$place" ] || mkdir -m 755 "$root/$place"; done
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
if [ -d "$root/proc/sys" ]; then mount --bind "$root/proc/sys" "$root/proc/sys" && mount -o remount,bind,ro "$root/proc/sys"; fi
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys" 2>/dev/null || mount --rbind -o ro /sys "$root/sys"
mount -t tmpfs -o mode=755,nosuid,size=1m tmpfs "$root/dev"
mkdir -m 755 "$root/dev/pts" "$root/dev/shm"
for node in null:3 zero:5 full:7 random:8 urandom:9; do mknod -m 666 "$root/dev/${node%:*}" c 1 "${node#*:}"; done
mknod -m 666 "$root/dev/tty" c 5 0
mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$root/dev/pts" && ln -s pts/ptmx "$root/dev/ptmx"
for link in fd:/proc/self/fd stdin:/proc/self/fd/0 stdout:/proc/self/fd/1 stderr:/proc/self/fd/2; do
  ln -s "${link#*:}" "$root/dev/${link%%:*}"
done
if [ -d "$root/run" ]; then mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root/run"; fi
if [ "$resolver" = true ] && [ -f "$root/etc/resolv.conf" ] && [ ! -L "$root/etc/resolv.conf" ] && [ -f /etc/resolv.conf ]; then
  mount --bind /etc/resolv.conf "$root/etc/resolv.conf" && mount -o remount,bind,ro "$root/etc/resolv.conf"
fi
INSIDE
# shellcheck disable=SC2016 # its own root
printf 'exec chroot "$root" /usr/bin/env -i %s\n' "$words" >>"$inside"

set -- unshare --mount --pid --fork --kill-child=KILL --propagation private --ipc --uts
if [ "$network" = false ]; then set -- "$@" --net; fi
if have setpriv; then set -- setpriv --pdeathsig KILL "$@"; fi
set -- "$@" /bin/sh "$inside" "$root" "$resolv_conf"

stdin_file=/dev/null
if [ -n "${stdin+set}" ]; then
  ts_scratch
  stdin_file=$ts_file
  printf '%s' "$stdin" >"$stdin_file"
fi
need_room
data_time start
data_out stdout stderr rc "$@" <"$stdin_file"
data_time end
exit 0
