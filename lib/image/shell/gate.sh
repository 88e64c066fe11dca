# shellcheck shell=sh disable=SC2094,SC2154
# What must not be in an image that any machine on the boot network can read. Each finding is one data frame:
# the kind and the path below the root. Lists of what is declared: each_authorized_key, each_allowed, each_secret.
# `write_manifest`: true when the manifest of the generation is to be written as well.
found() {
  gate_path=${2#./}
  gate_skip=''
  each_allowed is_allowed
  if [ -z "$gate_skip" ]; then report_finding "$1" "$gate_path"; fi
}

report_finding() {
  data "$1" "$2"
  if [ -n "${gate_log-}" ]; then printf '  %s: %s\n' "$2" "$1" >>"$gate_log"; fi
}

# `allowed` are shell patterns of paths below the root.
is_allowed() {
  # shellcheck disable=SC2254 # a pattern it is
  case $gate_path in ${1#/}) gate_skip=1 ;; esac
}

# each_found KIND: a finding for every path on stdin, which may hold any byte but NUL
each_found() {
  tr '\0\n' '\n\1' | while IFS= read -r line; do found "$1" "$(printf '%s' "$line" | tr '\1' '\n')"; done
}

key_begins='^-----BEGIN [A-Z0-9 ]*PRIVATE KEY'

private_keys() {
  grep -rIlZ --no-messages --devices=skip -e '^[[:space:]]*PrivateKey[[:space:]]*=' -- ./etc/wireguard ./etc/systemd/network | each_found private-key
  grep -rIlZ --no-messages --devices=skip -e "$key_begins" -e '^PuTTY-User-Key-File' -- . | each_found private-key
  find . -xdev -type f \( -name '*.p12' -o -name '*.pfx' -o -name '*.keytab' \) -size +0 -print0 | each_found private-key
}

# Each initrd is unpacked once for both kinds, secrets as patterns with their special characters escaped; which kind it
# was is read from the texts that were found.
initrds() {
  (umask 077 && { printf '%s\n' "$key_begins" && sed 's/[][\.*^$]/\\&/g' <"$secrets"; } >"$secrets.patterns")
  set +f
  for each in ./boot/initrd.img-*; do
    (umask 077 && in_unpacked "$each" -f "$secrets.patterns" >"$secrets.found")
    if grep -aq -e "$key_begins" -- "$secrets.found"; then found private-key "$each"; fi
    if [ -s "$secrets" ] && grep -aqF -f "$secrets" -- "$secrets.found"; then found secret "$each"; fi
  done
  set -f
}

# in_unpacked INITRD GREP-OPTIONS...: the texts in the compressed part of an initrd that match, each once; the start of
# it is found by its magic number, because an uncompressed part may stand before it
in_unpacked() {
  initrd=$1
  shift
  [ -f "$initrd" ] && [ ! -L "$initrd" ] && [ ! -L ./boot ] || return 0
  for packer in '\0050\0265\0057\0375 zstd' '\0037\0213\0010 gzip' '\0375\0067zXZ xz' '\0002\0041\0114\0030 lz4'; do
    magic=$(printf '%b' "${packer% *}")
    start=$(LC_ALL=C grep -aboF -m 1 -e "$magic" -- "$initrd" | head -n 1)
    [ -n "$start" ] || continue
    if ! have "${packer#* }"; then warn "cannot look into ${initrd#./}: this host has no ${packer#* }"; continue; fi
    tail -c "+$((${start%%:*} + 1))" "$initrd" | "${packer#* }" -dc 2>/dev/null | grep -ao "$@"
  done | sort -u
}

vault_texts() {
  # shellcheck disable=SC2016 # the text as it stands
  grep -rIlZ --no-messages --devices=skip -e '^\$ANSIBLE_VAULT;' -- ./etc ./root ./home ./opt ./srv ./var ./usr/local | each_found vault-text
}

secret_values() {
  [ -s "$secrets" ] || return 0
  grep -raFlZ --no-messages --devices=skip -f "$secrets" -- . | each_found secret
  set +f
  for each in "$boot"/nodes/* "$boot/$number"/nodes/*; do
    if [ -f "$each" ] && grep -qF -f "$secrets" -- "$each"; then report_finding secret "$each"; fi
  done
  set -f
}

password_hashes() {
  [ -f ./etc/shadow ] && [ ! -L ./etc/shadow ] || return 0
  awk -F: '$2 == "" { print "empty-password " $1 } $2 ~ /^[$_a-zA-Z0-9.\/]/ && length($2) >= 13 { print "password-hash " $1 }' ./etc/shadow |
    while read -r kind user; do found "$kind" "etc/shadow:$user"; done
}

identities() {
  if [ -s ./etc/machine-id ] && [ "$(cat ./etc/machine-id)" != uninitialized ]; then found machine-id etc/machine-id; fi
  if [ -f ./var/lib/dbus/machine-id ] && [ ! -L ./var/lib/dbus/machine-id ] && [ -s ./var/lib/dbus/machine-id ]; then found machine-id var/lib/dbus/machine-id; fi
  if [ -s ./etc/hostname ] && [ "$(cat ./etc/hostname)" != localhost ]; then found hostname etc/hostname; fi
  set +f
  for each in ./etc/ssh/ssh_host_*_key ./var/lib/systemd/random-seed ./var/lib/systemd/credential.secret \
    ./var/lib/dhcp/*.lease* ./var/lib/dhcpcd/duid ./etc/dhcpcd.duid ./etc/nvme/hostnqn ./etc/nvme/hostid \
    ./etc/iscsi/initiatorname.iscsi ./etc/dropbear/*_host_key ./etc/dropbear/initramfs/*_host_key \
    ./var/lib/cloud/instance ./var/lib/tailscale/*.state ./var/lib/NetworkManager/secret_key; do
    if [ -e "$each" ] || [ -L "$each" ]; then found identity "$each"; fi
  done
  set -f
}

# Keys are compared by type and blob: options and comments are not who may log in.
authorized_keys() {
  set +f
  for file in ./root/.ssh/authorized_keys ./root/.ssh/authorized_keys2 ./home/*/.ssh/authorized_keys ./home/*/.ssh/authorized_keys2 ./etc/ssh/authorized_keys*; do
    [ -f "$file" ] || continue
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in '' | '#'*) continue ;; esac
      key=$(blob_of "$line")
      declared=''
      each_authorized_key is_declared
      if [ -z "$declared" ]; then found authorized-key "$file"; fi
    done <"$file"
  done
  set -f
}

blob_of() {
  printf '%s\n' "$1" | sed 's/\\"//g; s/"[^"]*"//g' | grep -oE '(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9@.-]+) +[A-Za-z0-9+/=]+' | head -n 1 | tr -s ' '
}

is_declared() {
  if [ -n "$key" ] && [ "$(blob_of "$1")" = "$key" ]; then declared=1; fi
}

logins() {
  set +f
  for each in ./root/.netrc ./root/.git-credentials ./root/.aws/credentials ./root/.docker/config.json ./root/.kube/config \
    ./home/*/.netrc ./home/*/.git-credentials ./home/*/.aws/credentials ./home/*/.docker/config.json ./home/*/.kube/config; do
    if [ -s "$each" ]; then found login "$each"; fi
  done
  set -f
}

cd -P -- "$root" || fail "there is no $root"
# a grep that does not know how finds nothing
grep -raFlZ --no-messages --devices=skip -e x -- /dev/null
if [ $? -ne 1 ]; then fail 'the gate needs GNU grep on the host of the image'; fi
progress 'looking for secrets and identities'
# both read every file: side by side, each comes from the disk once
if [ "$write_manifest" = true ]; then
  manifest "$root" "${root%/*}/manifest" &
  listing=$!
fi
# what is secret goes through a file that only we can read: an argument could be read by anyone
ts_scratch
secrets=$ts_file
(umask 077 && each_secret printf '%s\n' >"$secrets")
need_room
private_keys
vault_texts
secret_values
initrds
password_hashes
identities
authorized_keys
logins
need_room
if [ "$write_manifest" = true ]; then wait "$listing" || fail "cannot list $root"; fi
