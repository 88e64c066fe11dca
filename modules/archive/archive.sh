# shellcheck shell=sh disable=SC2154,SC2317,SC2034,SC2209
ts_scratch
work=$ts_file
: >"$work.paths"
: >"$work.out"
: >"$work.named"

expand_into() {
  set +f
  old_ifs=$IFS IFS=''
  # shellcheck disable=SC2086 # a pattern, not words
  set -- "$1" "$2" $2
  IFS=$old_ifs
  set -f
  into=$1 written=$2
  shift 2
  for each in "$@"; do
    while :; do case $each in ?*//) each=${each%/} ;; *) break ;; esac; done
    # only a directory to be packed keeps its slash
    case $is_excluding$each in
      true*) each=${each%/} ;;
      *?/) if [ ! -d "$each" ] || [ -L "${each%/}" ]; then each=${each%/}; fi ;;
    esac
    if [ -e "$each" ] || [ -L "$each" ]; then printf '%s\n' "$each" >>"$into"; else note_missing "$written"; fi
  done
}

# a pattern that matches nothing names nothing
note_missing() {
  case $1 in *[*?]*) return ;; esac
  if [ "$is_excluding" = false ]; then
    printf '%s\n' "$1" >>"$work.named"
    missing_count=$((missing_count + 1))
    data missing "$1"
  fi
}

missing_count=0 is_excluding=false
expand_path_word() { expand_into "$work.paths" "$1"; }
expand_exclude_word() { expand_into "$work.out" "$1"; }
each_path expand_path_word
cat -- "$work.paths" >>"$work.named"
is_excluding=true
each_exclude_path expand_exclude_word
sort -u "$work.out" -o "$work.out"
awk 'FILENAME != "-" { out[$0]; next } !($0 in out) && !seen[$0]++' "$work.out" - <"$work.paths" >"$work.kept"
sort -u "$work.named" | while IFS= read -r each; do data expanded_paths "$each"; done
while IFS= read -r each; do data expanded_exclude_paths "$each"; done <"$work.out"
if [ ! -s "$work.named" ] && [ ! -e "${dest-}" ]; then
  absent 'Error, no source paths were found'
fi

count_kept=$(awk 'END { print NR }' "$work.kept")
first=$(head -n 1 "$work.kept")
is_single=false
if [ "$count_kept" -eq 1 ] && [ "$missing_count" -eq 0 ] && [ -f "$first" ] && [ "$force_archive" = false ]; then is_single=true; fi
names=$work.kept
if [ "$count_kept" -eq 0 ]; then
  # it may have been packed before, and be gone since
  names=$work.named
  first=$(head -n 1 "$names")
  # what was written with a slash was a directory
  case $missing_count$force_archive$first in *[!/]/) ;; 1false*) is_single=true ;; esac
fi
case $format in gz) ending=gz ;; bz2) ending=bz2 ;; xz) ending=xz ;; tar) ending=tar ;; zip) ending=zip ;; esac
if [ -z "${dest-}" ]; then
  if [ "$count_path" -gt 1 ] || [ "$count_kept" -gt 1 ]; then fail 'Error, must specify "dest" when archiving multiple files or trees'; fi
  bare=${first%/}
  case $is_single$format in true* | *tar | *zip) dest=$bare.$ending ;; *) dest=$bare.tar.$ending ;; esac
fi
if [ -d "$dest" ]; then fail "$dest is a directory, it cannot be the archive"; fi

# what names in the archive are relative to: the directory that all have in common (also what is not there), with its
# slash, which a directory that is written with one is itself; nothing is the directory that the task works in
common_directory() {
  awk '
    { dir = $0; if (!sub(/\/[^\/]*$/, "/", dir)) dir = "" }
    NR == 1 { common = dir; next }
    { while (common != "" && index(dir, common) != 1) sub(/[^\/]*\/$/, "", common) }
    END { print common }' "$1"
}
if [ "$missing_count" -gt 0 ]; then names=$work.named; fi
root=$(common_directory "$names")
data arcroot "$root"
data dest "$dest"

# everything that is to be packed, relative to root, one name a line
list_entries() {
  while IFS= read -r each; do
    if [ -d "$each" ] && [ ! -L "$each" ]; then find "$each"; else printf '%s\n' "$each"; fi
  done <"$work.kept" | root=$root awk '
    BEGIN { root = ENVIRON["root"] }
    FILENAME != "-" { out[$0]; next }
    { for (o in out) if ($0 == o || index($0, o "/") == 1) next }
    { if (index($0, root) == 1) $0 = substr($0, length(root) + 1); if ($0 != "") print }' "$work.out" - | drop_patterns | grep -vxF -- "${dest#"$root"}" | sort
}

# names go to the programs one a line: what a line break would leave out would be removed all the same
find_newline() {
  while IFS= read -r each; do
    if [ -d "$each" ] && [ ! -L "$each" ]; then find "$each" -name "*$ts_newline*" -print; fi
  done <"$work.kept" | head -n 2
}

drop_patterns() {
  if [ "$count_exclusion_patterns" -eq 0 ]; then
    cat
    return
  fi
  while IFS= read -r entry; do
    is_out=false
    each_exclusion_patterns match_pattern
    if [ "$is_out" = false ]; then printf '%s\n' "$entry"; fi
  done
}

match_pattern() {
  # shellcheck disable=SC2254 # a pattern
  case $entry in $1) is_out=true ;; esac
  # shellcheck disable=SC2254
  case ${entry##*/} in $1) is_out=true ;; esac
}

compressor() {
  case $format in
    gz) gzip -n -c ;;
    bz2) bzip2 -c ;;
    xz) xz -c ;;
    *) cat ;;
  esac
}

decompressor() {
  case $format in
    gz) gzip -dc ;;
    bz2) bzip2 -dc ;;
    xz) xz -dc ;;
    *) cat ;;
  esac
}

need_programs() {
  case $format in
    gz) have gzip || fail 'the host has no gzip' ;;
    bz2) have bzip2 || fail 'the host has no bzip2' ;;
    xz) have xz || fail 'the host has no xz' ;;
    zip) have zip || fail 'the host has no zip' ;;
  esac
  if [ "$is_single$format" = truetar ] || { [ "$format" != zip ] && [ "$is_single" = false ]; }; then
    case $(tar --version 2>/dev/null) in
      *'GNU tar'*) ;;
      *) fail 'archive needs GNU tar at the host: the tar there is another one, or there is none' ;;
    esac
  fi
}

# pack FILE: names are just names, however they begin and whatever is in them
pack() {
  case $is_single$format in
    *zip) (cd -- "${root:-.}" && rm -f -- "$1" && zip -q -y -X "$1" -@ <"$work.entries") || return ;;
    true*)
      if [ "$format" = tar ]; then tar -cf "$1" -C "${root:-.}" --verbatim-files-from --no-unquote -T "$work.entries" 2>"$work.err"; else compressor <"$first" >"$1"; fi || return
      ;;
    *)
      { tar --no-recursion -cf - -C "${root:-.}" --verbatim-files-from --no-unquote -T "$work.entries" 2>"$work.err" || : >"$work.bad"; } | compressor >"$1" || return
      [ ! -e "$work.bad" ]
      ;;
  esac
}

# unzip takes names as patterns
unzip_one() {
  case $1 in
    *[][*?\\]*) unzip -p "$dest" "$(printf '%s' "$1" | sed 's/[][*?\\]/\\&/g')" 2>/dev/null ;;
    *) unzip -p "$dest" "$1" 2>/dev/null ;;
  esac
}

# is what the archive holds what there is?
is_current() {
  [ -f "$dest" ] || return 1
  case $is_single$format in
    *zip)
      unzip -Z1 "$dest" 2>/dev/null | sed 's,/$,,' | sort >"$work.has"
      cmp -s "$work.has" "$work.entries" || return 1
      while IFS= read -r entry; do
        if [ -f "$root$entry" ] && ! { unzip_one "$entry" | cmp -s - "$root$entry"; }; then return 1; fi
      done <"$work.entries"
      ;;
    truetar | false*)
      decompressor <"$dest" 2>/dev/null | tar --quoting-style=literal -tf - 2>/dev/null | sed 's,/$,,' | sort >"$work.has"
      cmp -s "$work.has" "$work.entries" || return 1
      decompressor <"$dest" 2>/dev/null | (cd -- "${root:-.}" && tar -df -) >/dev/null 2>&1
      ;;
    true*) decompressor <"$dest" 2>/dev/null | cmp -s - "$first" ;;
  esac
}

write_archive() {
  case $dest in /*) parent_of "$dest" ;; *) parent_of "$PWD/$dest" ;; esac
  fresh=$(mktemp -- "$ts_parent/.tsplay.XXXXXX") || fail "cannot write to $ts_parent"
  chmod 600 -- "$fresh"
  pack "$fresh" || { rm -f -- "$fresh" && fail "failed to pack $dest: $(cat -- "$work.err" 2>/dev/null)"; }
  put "$dest" '' '' '' file "$fresh"
  status=$?
  rm -f -- "$fresh"
  return "$status"
}

remove_packed() {
  while IFS= read -r each; do rm -rf -- "$each" && sync_later "$each" || return; done <"$work.kept"
}

need_programs
if [ "$count_kept" -gt 0 ]; then
  list_entries >"$work.entries"
  need_room
  if [ -n "$(find_newline)" ]; then fail "cannot pack a name with a line break: $(find_newline)"; fi
  : >"$work.err"
  if ! is_current; then change content '' "$dest" write_archive; fi
  while IFS= read -r entry; do
    if [ ! -d "$root$entry" ] || [ -L "$root$entry" ]; then data archived "$root$entry"; fi
  done <"$work.entries"
  if [ "$remove" = true ]; then change sources present absent remove_packed; fi
fi
stat_of "$dest"
if [ "$st_type" != absent ]; then
  set_attributes "$dest"
  stat_of "$dest"
  data mode "$st_mode"
  data uid "$st_uid"
  data gid "$st_gid"
  data owner "$st_owner"
  data group "$st_group"
  data size "$st_size"
  if [ "$is_single" = true ] && [ "$format" != tar ] && [ "$format" != zip ]; then kind=compress; else kind=archive; fi
  if [ "$missing_count" -gt 0 ] && [ "$kind" = archive ]; then kind=incomplete; fi
  data state file
  data dest_state "$kind"
else
  data dest_state absent
fi
exit 0
