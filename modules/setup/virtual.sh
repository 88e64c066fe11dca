# shellcheck shell=sh disable=SC2154
if have systemd-detect-virt; then data virt "$(systemd-detect-virt 2>/dev/null)"; fi
data product "$(cat /sys/class/dmi/id/product_name 2>/dev/null)|$(cat /sys/class/dmi/id/sys_vendor 2>/dev/null)|$(cat /sys/class/dmi/id/bios_vendor 2>/dev/null)"
if [ -e /.dockerenv ]; then data container docker; fi
if [ -e /run/.containerenv ]; then data container podman; fi
kind=$(tr '\0' '\n' </proc/1/environ 2>/dev/null | sed -n 's/^container=//p')
if [ -n "$kind" ]; then data container "$kind"; fi
if grep -q hypervisor /proc/cpuinfo 2>/dev/null; then data hypervisor yes; fi
if [ -e /dev/kvm ] || grep -q '^kvm ' /proc/modules 2>/dev/null; then data host kvm; fi
if [ -d /proc/xen ]; then data xen yes; fi
