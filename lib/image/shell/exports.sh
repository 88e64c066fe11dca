# shellcheck shell=sh disable=SC2154
# export_generations: every finished generation at a path of its own, read-only, for the declared clients only.
# What the server does not take is taken back.
ganesha_dir=/etc/ganesha
export_generations() {
  eg_backend=$(conf nfs_backend)
  case $eg_backend in
    '' | none) return 0 ;;
    kernel) eg_file=/etc/exports.d/tsplay-$image.exports ;;
    ganesha) eg_file=$ganesha_dir/tsplay/$image.conf ;;
    *) fail "unknown nfs_backend $eg_backend in $dir/image.conf" ;;
  esac
  wait_for_exports_turn
  eg_text=$("exports_for_$eg_backend"; printf x)
  eg_text=${eg_text%x}
  eg_before=$(cat -- "$eg_file" 2>/dev/null; printf x)
  eg_before=${eg_before%x}
  if [ "$eg_text" != "$eg_before" ]; then change exports "$eg_before" "$eg_text" take_exports; fi
  exec 7<&-
}

# All images of a server share its exports, and no two of them may take the same number.
wait_for_exports_turn() {
  [ -d "${eg_file%/*}" ] || return 0
  exec 7<"${eg_file%/*}"
  flock -w 60 7 || fail "another change of ${eg_file%/*} has not ended in 60 s"
}

take_exports() {
  mkdir -p -- "${eg_file%/*}" || return 1
  put "$eg_file" 0644 '' '' text "$eg_text"
  if "reload_$eg_backend" && wait_until_exported; then return 0; fi
  if [ -n "$eg_before" ]; then put "$eg_file" 0644 '' '' text "$eg_before"; else rm -f -- "$eg_file"; fi
  "reload_$eg_backend" || :
  return 1
}

# A server says nothing when it leaves out an export, so that it is asked. It may take a moment.
wait_until_exported() {
  eg_tries=0
  until eg_missing=$(first_not_exported) && [ -z "$eg_missing" ]; do
    eg_tries=$((eg_tries + 1))
    if [ "$eg_tries" -gt 100 ]; then
      warn "the NFS server ($eg_backend) does not export ${eg_missing:-anything}: $("why_not_$eg_backend")"
      return 1
    fi
    sleep 0.2
  done
}

first_not_exported() {
  eg_served=$("served_by_$eg_backend") || return 1
  for eg_each in $(finished_numbers); do
    if ! printf '%s\n' "$eg_served" | grep -qxF -- "$generations/$eg_each/root"; then
      printf '%s/root\n' "$generations/$eg_each"
      return
    fi
  done
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

served_by_kernel() {
  exportfs -s | sed 's/[[:space:]].*//'
}

why_not_kernel() {
  exportfs -ra 2>&1 | tail -n 1
}

reload_kernel() {
  exportfs -ra
}

exports_for_ganesha() {
  eg_ids=''
  for eg_each in $(finished_numbers); do
    find_export_id "$eg_each"
    cat <<END
EXPORT {
  Export_Id = $eg_id;
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

# 16 bits that no other export of this server has. A generation keeps what it got: clients have it in their file
# handles. Images have ranges of their own, as a rule: what somebody else has taken is passed over.
find_export_id() {
  eg_id=$(awk -v path="$generations/$1/root;" '$1 == "Export_Id" { id = $3 + 0 } $1 == "Path" && $3 == path { print id }' "$eg_file" 2>/dev/null)
  if [ -n "$eg_id" ]; then return; fi
  if [ -z "$eg_ids" ]; then eg_ids=" $(taken_ids | tr '\n' ' ')"; fi
  eg_id=$(($(conf export_base) + $1 % 1000))
  while :; do case $eg_ids in *" $eg_id "*) eg_id=$((eg_id % 65535 + 1)) ;; *) break ;; esac; done
  eg_ids="$eg_ids$eg_id "
}

# 0 is that of the root of all exports.
taken_ids() {
  echo 0
  find "$ganesha_dir" -type f -exec sed -n 's/.*[Ee]xport_[Ii]d[[:space:]]*=[[:space:]]*\([0-9][0-9]*\).*/\1/p' {} +
}

# It takes a changed configuration on a HUP. One that it cannot read it leaves alone, without a word to us.
reload_ganesha() {
  eg_pid=$(pidof ganesha.nfsd) || {
    systemctl start nfs-ganesha
    return
  }
  kill -HUP "$eg_pid"
}

served_by_ganesha() {
  busctl call org.ganesha.nfsd /org/ganesha/nfsd/ExportMgr org.ganesha.nfsd.exportmgr ShowExports | tr ' ' '\n' | sed -n 's/^"\(\/.*\)"$/\1/p'
}

why_not_ganesha() {
  tail -n 200 /var/log/ganesha/ganesha.log 2>/dev/null | sed -n 's/^.* :\([A-Z]* :\(CRIT\|WARN\|MAJ\|FATAL\) :.*\)/\1/p' | tail -n 1
}
