# shellcheck shell=sh disable=SC2012,SC2154
# Runs inside the image: takes out what belongs to one machine and builds the initramfs anew.
# `kernel`: a version, or unset for the newest that has a vmlinuz.
newest_kernel() {
  ls -1 /lib/modules 2>/dev/null | while read -r each; do
    if [ -f "/boot/vmlinuz-$each" ]; then printf '%s\n' "$each"; fi
  done | sort -V | tail -n 1
}

# Empty, not absent: absent would make systemd treat every boot as a first one.
forget_identity() {
  : >/etc/machine-id && chmod 0444 /etc/machine-id
  set +f
  rm -f /var/lib/dbus/machine-id /etc/hostname /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub \
    /var/lib/systemd/random-seed /var/lib/systemd/credential.secret /var/lib/urandom/random-seed \
    /var/lib/dhcp/*.lease* /var/lib/dhcpcd/*.lease* /var/lib/dhcpcd/duid /etc/dhcpcd.duid \
    /var/lib/NetworkManager/secret_key /etc/nvme/hostnqn /etc/nvme/hostid /etc/iscsi/initiatorname.iscsi \
    /root/.bash_history /root/.wget-hsts
  rm -rf /var/lib/cloud/instances /var/lib/cloud/instance /var/lib/tailscale
  set -f
}

drop_caches() {
  set +f
  rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/cache/dnf/* /var/log/journal/*
  set -f
  if [ -d /var/lib/apt/lists ]; then mkdir -p /var/lib/apt/lists/partial; fi
  find /var/log -type f -exec truncate -s 0 {} + 2>/dev/null || :
}

build_initramfs() {
  if have update-initramfs; then
    if [ -f "/boot/initrd.img-$kernel" ]; then
      update-initramfs -u -k "$kernel"
    else
      update-initramfs -c -k "$kernel"
    fi
  elif have dracut; then
    dracut --force --no-hostonly --no-hostonly-cmdline "/boot/initrd.img-$kernel" "$kernel"
  elif [ ! -f "/boot/initrd.img-$kernel" ]; then
    fail "the image has neither initramfs-tools nor dracut, and no /boot/initrd.img-$kernel"
  fi
}

if [ -z "${kernel:-}" ]; then kernel=$(newest_kernel); fi
[ -n "$kernel" ] || fail 'the image has no kernel: no /boot/vmlinuz-VERSION with a /lib/modules/VERSION'
[ -f "/boot/vmlinuz-$kernel" ] || fail "the image has no /boot/vmlinuz-$kernel"
progress "building the initramfs of $kernel"
build_initramfs 1>&2 || fail "building the initramfs of $kernel failed"
[ -f "/boot/initrd.img-$kernel" ] || fail "there is no /boot/initrd.img-$kernel after its build"
forget_identity
drop_caches
rm -f /boot/*.old-dkms /boot/*.bak 2>/dev/null
data kernel "$kernel"
