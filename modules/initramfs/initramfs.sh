# shellcheck shell=sh disable=SC2154,SC2317,SC2012
pick_builder() {
  case $builder in
    auto)
      if have update-initramfs || have mkinitramfs; then
        builder=initramfs-tools
      elif have dracut; then
        builder=dracut
      else
        absent 'the host has neither initramfs-tools nor dracut'
      fi
      ;;
    dracut) have dracut || absent 'the host has no dracut' ;;
    *) have mkinitramfs || absent 'the host has no initramfs-tools' ;;
  esac
}

newest_kernel() {
  set +f
  for each in /boot/vmlinuz-*; do
    each=${each#/boot/vmlinuz-}
    if [ -d "/lib/modules/$each" ]; then printf '%s\n' "$each"; fi
  done | sort -V | tail -n 1
  set -f
}

pick_kernel() {
  if [ -n "${kernel-}" ]; then return; fi
  kernel=''
  if [ "$in_image" = false ]; then kernel=$(uname -r); fi
  if [ ! -d "/lib/modules/$kernel" ] || [ -z "$kernel" ]; then kernel=$(newest_kernel); fi
  if [ -z "$kernel" ]; then fail 'there is no kernel: no /boot/vmlinuz-VERSION with a /lib/modules/VERSION'; fi
}

# Debian's name for both, the one of dracut's own distributions where that is there already
pick_path() {
  by_default=false
  if [ -n "${path-}" ]; then return; fi
  by_default=true path=/boot/initrd.img-$kernel
  if [ "$builder" = dracut ] && [ -f "/boot/initramfs-$kernel.img" ]; then path=/boot/initramfs-$kernel.img; fi
}

is_stale() {
  for each in "/lib/modules/$kernel" /etc/initramfs-tools /usr/share/initramfs-tools /etc/dracut.conf \
    /etc/dracut.conf.d /etc/modprobe.d /etc/modules /etc/modules-load.d; do
    if [ -e "$each" ] && [ -n "$(find "$each" -newer "$path" 2>/dev/null | head -n 1)" ]; then return 0; fi
  done
  return 1
}

build() {
  case $builder:$by_default in
    initramfs-tools:*)
      # update-initramfs knows only its own place
      if [ "$by_default" = false ] || ! have update-initramfs; then
        make_beside
      elif [ -f "$path" ]; then
        update-initramfs -u -k "$kernel"
      else
        update-initramfs -c -k "$kernel"
      fi
      ;;
    dracut:*)
      # what this machine happens to have is not what others boot with
      if [ "$in_image" = true ]; then set -- --no-hostonly --no-hostonly-cmdline; else set --; fi
      dracut --force "$@" "$path" "$kernel"
      ;;
  esac || return
  [ -s "$path" ] || fail "there is no $path after its build"
  sync_later "$path"
}

# mkinitramfs writes where it is told: half of one must not be what machines boot with
make_beside() {
  parent_of "$path"
  fresh=$(mktemp -u -- "$ts_parent/.tsplay.XXXXXX") || return
  mkinitramfs -o "$fresh" "$kernel" && sync_path "$fresh" && mv -f -- "$fresh" "$path" && return
  rm -f -- "$fresh"
  return 1
}

list_files() {
  if have lsinitramfs; then
    lsinitramfs "$path"
  elif have lsinitrd; then
    lsinitrd "$path" | awk 'NF > 8 && $1 ~ /^[-dlcb]/ { print $9 }'
  else
    fail 'the host has neither lsinitramfs nor lsinitrd'
  fi
}

# as modprobe has them
names_of_modules() { printf '%s\n' "$files" | sed -n 's|.*/\([^/]*\)\.ko\(\.[a-z0-9]*\)\{0,1\}$|\1|p' | tr - _ | sort -u; }

# look_for NAME: adds it to what is missing
look_for() {
  case $1 in
    */* | *'*'* | *'?'*)
      while IFS= read -r each; do
        # shellcheck disable=SC2254 # it is a pattern
        case ${each#./} in ${1#/}) return ;; esac
      done <"$listed"
      ;;
    *)
      name=$(printf '%s' "$1" | tr - _)
      if printf '%s\n' "$modules" | grep -qxF -- "$name" || grep -qxF -- "$1" "$listed"; then return; fi
      # a module that is part of the kernel itself is in no file
      builtin=/lib/modules/$kernel/modules.builtin
      if [ -f "$builtin" ] && sed 's,.*/,,; s,\.ko$,,' "$builtin" | tr - _ | grep -qxF -- "$name"; then return; fi
      ;;
  esac
  missing="$missing${missing:+, }$1"
}

inspect() {
  files=$(list_files) || fail "cannot read $path"
  modules=$(names_of_modules)
  ts_scratch
  listed=$ts_file
  printf '%s\n' "$files" >"$listed"
  missing=''
  each_contains look_for
  if [ -n "$missing" ]; then fail "$path lacks $missing"; fi
  data size "$(stat -L -c %s -- "$path")"
  data sha256 "$(sha256_of "$path")"
  if [ "$state" = present ]; then return; fi
  printf '%s\n' "$modules" | { while IFS= read -r each; do if [ -n "$each" ]; then data modules "$each"; fi; done; }
  while IFS= read -r each; do data files "$each"; done <"$listed"
}

pick_builder
pick_kernel
pick_path
data kernel "$kernel"
data path "$path"
data builder "$builder"
if [ "$state" = present ]; then
  if [ ! -f "$path" ]; then
    change initramfs absent "$kernel" build
  elif [ "$force" = true ] || is_stale; then
    change initramfs stale "$kernel" build
  fi
elif [ ! -f "$path" ]; then
  fail "there is no $path"
fi
if [ -f "$path" ]; then inspect; fi
exit 0
