# shellcheck shell=sh disable=SC2154
# Ends what still runs in the image's root and takes back what was mounted there.
processes_in() {
  set +f
  for each in /proc/[0-9]*; do
    case $(readlink -- "$each/root" 2>/dev/null) in "$root") printf '%s\n' "${each#/proc/}" ;; esac
  done
  set -f
}

left=$(processes_in)
for each in $left; do
  name=$(tr '\0' ' ' <"/proc/$each/cmdline" 2>/dev/null | head -c 200) || continue
  if [ -n "$name" ]; then warn "still running in the image, ended: $name"; fi
  kill -KILL "$each" 2>/dev/null
done
mounts_below "$root" | sort -r | while read -r each; do
  umount -- "$each" 2>/dev/null || umount -l -- "$each"
done
if [ -n "$(mounts_below "$root")" ]; then fail "cannot take back what is mounted in $root"; fi
if [ ! -L "$root/usr" ] && [ ! -L "$root/usr/sbin" ] && [ -f "$root/usr/sbin/policy-rc.d" ] && [ ! -s "$root/usr/sbin/policy-rc.d" ]; then
  rm -f -- "$root/usr/sbin/policy-rc.d"
fi
