# shellcheck shell=sh disable=SC2154
# export_generations: every finished generation at a path of its own, read-only, for the declared clients only.
# What the server does not take is taken back.
export_generations() {
  eg_backend=$(conf nfs_backend)
  case $eg_backend in
    '' | none) return 0 ;;
    kernel) eg_file=/etc/exports.d/tsplay-$image.exports ;;
    ganesha) eg_file=/etc/ganesha/tsplay/$image.conf ;;
    *) fail "unknown nfs_backend $eg_backend in $dir/image.conf" ;;
  esac
  eg_text=$("exports_for_$eg_backend"; printf x)
  eg_text=${eg_text%x}
  eg_before=$(cat -- "$eg_file" 2>/dev/null; printf x)
  eg_before=${eg_before%x}
  if [ "$eg_text" = "$eg_before" ]; then return 0; fi
  change exports "$eg_before" "$eg_text" take_exports
}

take_exports() {
  mkdir -p -- "${eg_file%/*}" || return 1
  put "$eg_file" 0644 '' '' text "$eg_text"
  if "reload_$eg_backend"; then return 0; fi
  if [ -n "$eg_before" ]; then put "$eg_file" 0644 '' '' text "$eg_before"; else rm -f -- "$eg_file"; fi
  "reload_$eg_backend" || :
  return 1
}

exports_for_kernel() {
  for eg_each in $(finished_numbers); do
    printf '%s/root %s(ro,no_root_squash,no_subtree_check,sync,fsid=%s)\n' \
      "$generations/$eg_each" "$(conf nfs_clients | sed "s/ /(ro,no_root_squash,no_subtree_check,sync,fsid=$(fsid_of "$eg_each")) /g")" "$(fsid_of "$eg_each")"
  done
}

# Stable for a generation and different between any two: file handles of one are never taken for another's.
fsid_of() {
  printf '%s/%s' "$image" "$1" | sha256sum |
    sed 's/^\(.\{8\}\)\(.\{4\}\)\(.\{4\}\)\(.\{4\}\)\(.\{12\}\).*/\1-\2-\3-\4-\5/'
}

exports_for_ganesha() {
  for eg_each in $(finished_numbers); do
    cat <<END
EXPORT {
  Export_Id = $(export_id_of "$eg_each");
  Path = $generations/$eg_each/root;
  Pseudo = $generations/$eg_each/root;
  Access_Type = NONE;
  Squash = No_Root_Squash;
  SecType = sys;
  Protocols = 3, 4;
  Transports = TCP;
  Disable_ACL = true;
  CLIENT {
    Clients = $(conf nfs_clients | sed 's/ /, /g');
    Access_Type = RO;
    Squash = No_Root_Squash;
  }
  FSAL {
    Name = VFS;
  }
}
END
  done
}

# 16 bits, different for any two generations of an image; images have ranges of their own.
export_id_of() {
  printf '%s\n' "$(($(conf export_base) + $1 % 1000))"
}

reload_kernel() {
  exportfs -ra
}

# ganesha takes a changed configuration on a HUP; one it cannot read it ignores, so that it is asked first.
reload_ganesha() {
  eg_pid=$(pidof ganesha.nfsd) || {
    systemctl start nfs-ganesha
    return
  }
  kill -HUP "$eg_pid"
}
