# shellcheck shell=sh disable=SC2154
# Makes an image's root a place where a play can run. We are in private mount, pid, uts and ipc namespaces:
# what is mounted here is seen by nobody else and is gone with the last process, however that ends.

# A link here would lead what we mount or write to the host's own tree.
require_directory() {
  if [ -L "$1" ]; then fail "/$1 of the image is a link; refusing to follow it"; fi
  [ -e "$1" ] || mkdir -m 755 "$1" || fail "cannot make /$1 in the image"
  [ -d "$1" ] || fail "/$1 of the image is not a directory"
}

mount_kernel_views() {
  mount -t proc -o nosuid,nodev,noexec proc proc &&
    mount --bind proc/sys proc/sys &&
    mount -o remount,bind,ro proc/sys &&
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys &&
    mount -t tmpfs -o mode=755,nosuid,noexec,size=1m tmpfs dev &&
    lend_devices &&
    mkdir dev/pts dev/shm &&
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,nosuid,noexec devpts dev/pts &&
    mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs dev/shm &&
    ln -s pts/ptmx dev/ptmx && ln -s /proc/self/fd dev/fd &&
    ln -s fd/0 dev/stdin && ln -s fd/1 dev/stdout && ln -s fd/2 dev/stderr
}

lend_devices() {
  for node in null zero full random urandom tty; do
    : >"dev/$node" && mount --bind "/dev/$node" "dev/$node" || return 1
  done
}

mount_scratch() {
  mount -t tmpfs -o mode=755,nosuid,nodev tmpfs run && mkdir -m 1777 run/lock &&
    mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs tmp
}

# The host's resolver, in this namespace only: over the image's own file, or behind its link into /run.
lend_resolver() {
  [ -f /etc/resolv.conf ] || return 0
  if [ ! -L etc/resolv.conf ]; then
    [ -e etc/resolv.conf ] || : >etc/resolv.conf
    mount --bind "$(readlink -f /etc/resolv.conf)" etc/resolv.conf && mount -o remount,bind,ro etc/resolv.conf
    return
  fi
  lent=$(readlink etc/resolv.conf)
  case $lent in
    /run/* | ../run/*) lent=run/${lent#*/run/} ;;
    *) return 0 ;;
  esac
  case $lent in */../*) return 0 ;; esac
  lent=${lent#run/../}
  mkdir -p "${lent%/*}" && cat /etc/resolv.conf >"$lent"
}

# 101, "not allowed", is what every packaged service asks for before it starts.
forbid_services() {
  printf '#!/bin/sh\nexit 101\n' >run/policy-rc.d && chmod 755 run/policy-rc.d || return 1
  if [ -L usr/sbin/policy-rc.d ]; then rm -f usr/sbin/policy-rc.d; fi
  [ -e usr/sbin/policy-rc.d ] || : >usr/sbin/policy-rc.d
  mount --bind run/policy-rc.d usr/sbin/policy-rc.d && rm -f run/policy-rc.d
}

case $root in /*/*) ;; *) fail "$root is not the root of an image" ;; esac
if [ -L "$root" ]; then fail "$root is a link"; fi
cd -P -- "$root" || fail "there is no $root"
for place in proc sys dev run tmp etc usr usr/sbin; do require_directory "$place"; done
mount_kernel_views || fail 'cannot mount /proc, /sys and /dev of the image'
mount_scratch || fail 'cannot mount /run and /tmp of the image'
lend_resolver || fail 'cannot lend the image a resolv.conf'
forbid_services || fail 'cannot forbid the start of services in the image'
