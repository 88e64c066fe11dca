# shellcheck shell=sh disable=SC2154,SC2034
# Unpacking beside, and then every file to its place in one step: what the words in `collected` (run_words) leave in $into.

# Sets into, where it is unpacked: a directory in dest, so that a full disk or a lost link never leaves half a file under
# its name. Words that are about files that are there can only be heeded in place.
begin_extract() {
  into=$dest
  if [ "$in_place" = true ] || [ "$absolute_names" = true ]; then return; fi
  ts_ask mktemp -d -- "$dest/.tsplay.XXXXXX" || extract_failed "$ts_said"
  into=$ts_said
}

extract() {
  run_words >"$names.out" 2>"$names.err"
  status=$?
  # 1 is a warning of unzip's (but busybox's ends so when it fails), 50 is its word for a full disk
  case $handler$status in
    *Archive0) ;;
    ZipArchive50) extract_failed 'No space left' ;;
    ZipArchive1) if grep -q '^unzip: ' "$names.err"; then extract_failed "$(cat -- "$names.err")"; fi ;;
    *) extract_failed "$(cat -- "$names.err")" ;;
  esac
  if [ "$into" != "$dest" ]; then
    place_all 2>"$names.err" || extract_failed "$(cat -- "$names.err")"
    remove_staging
  fi
  sync_around "$dest"
}

remove_staging() {
  case ${into:-} in */.tsplay.??????) rm -rf -- "$into" 2>/dev/null || { chmod -R u+rwx -- "$into" && rm -rf -- "$into"; } ;; esac
}

extract_failed() {
  remove_staging
  case $1 in
    *'No space left'* | *'disk full'*) fail "failed to unpack $src to $dest: $(space_needed)" ;;
    *'quota exceeded'*) fail "failed to unpack $src to $dest: the disk quota is used up" ;;
    *) fail "failed to unpack $src to $dest: $(printf '%s\n' "$1" | tail -n 5)" ;;
  esac
}

# what the archive holds, and what there is for it
space_needed() {
  if [ "$handler" = ZipArchive ]; then
    unzip -l "$archive" 2>/dev/null | awk 'END { print $1 + 0 }' >"$names.size"
  else
    awk '/^-/ { sum += $3 } END { printf "%.0f\n", sum }' "$names.all" >"$names.size"
  fi
  # shellcheck disable=SC2046 # the words of df's last line
  set -- $(df -P -k -- "$dest" | tail -n 1)
  printf 'no space left on %s: %s bytes are unpacked, %s kB are free' "${6:-$dest}" "$(cat -- "$names.size")" "${4:-0}"
}

# Every file takes its name in one step. What is new at the top is moved as it is; the rest becomes another name of the
# staged file, which a copy across file systems cannot be.
place_all() {
  make_way || return
  if grep -qxE '[.]/?' "$names"; then
    link_into . && return
  else
    set --
    set +f
    for name in "$into"/* "$into"/.[!.]* "$into"/..?*; do
      if [ -e "$name" ] || [ -L "$name" ]; then set -- "$@" "${name##*/}"; fi
    done
    set -f
    place_top "$@" && return
  fi
  place_each
}

place_top() {
  for name do
    if [ -e "$dest/$name" ] || [ -L "$dest/$name" ]; then link_into "$name" || return; else mv -- "$into/$name" "$dest/$name" || return; fi
  done
}

# link_into NAME: -u leaves what is newer. Only GNU's cp replaces a name in one step.
link_into() {
  case $(cp --version 2>/dev/null) in *GNU*) ;; *) return 1 ;; esac
  if [ "$keep_newer" = true ]; then set -- -alfu -- "$into/$1" "$dest/"; else set -- -alf -- "$into/$1" "$dest/"; fi
  said=$(cp "$@" 2>&1) && return
  case $said in *'ross-device link'*) return 1 ;; esac
  extract_failed "$said"
}

# a directory of the archive takes the place of a link or a file, as with tar
make_way() {
  (cd -- "$into" && find . -type d) >"$names.dirs"
  while IFS= read -r name; do
    if [ -L "$dest/$name" ] || { [ -e "$dest/$name" ] && [ ! -d "$dest/$name" ]; }; then rm -f -- "$dest/$name" || return; fi
  done <"$names.dirs"
}

# one by one: across file systems each file is copied beside its place
place_each() {
  while IFS= read -r name; do
    if [ "$name" = . ] && ! grep -qxE '[.]/?' "$names"; then continue; fi
    [ -d "$dest/$name" ] || mkdir -- "$dest/$name" || return
  done <"$names.dirs"
  (cd -- "$dest" && tr '\n' '\0' <"$names.dirs" | xargs -0 stat -c %d --) | sort -u >"$names.devices" || return
  devices=$(wc -l <"$names.devices")
  (cd -- "$into" && find . ! -type d) >"$names.files"
  while IFS= read -r name; do
    if [ "$keep_newer" = true ] && [ -n "$(find "$dest/$name" -newer "$into/$name" 2>/dev/null)" ]; then continue; fi
    place_one "$name" || return
  done <"$names.files"
  # the innermost first: what is written in a directory changes its time
  sort -r -- "$names.dirs" >"$names.deepest"
  while IFS= read -r name; do
    if [ "$name" = . ] && ! grep -qxE '[.]/?' "$names"; then continue; fi
    stat_of "$into/$name"
    chown -- "$st_uid:$st_gid" "$dest/$name" 2>/dev/null
    chmod -- "$st_mode" "$dest/$name" && touch -r "$into/$name" -- "$dest/$name" || return
  done <"$names.deepest"
}

place_one() {
  if [ "$devices" -eq 1 ]; then
    mv -f -- "$into/$1" "$dest/$1"
    return
  fi
  beside=$(mktemp -u -- "$dest/${1%/*}/.tsplay.XXXXXX")
  cp -a -- "$into/$1" "$beside" && mv -f -- "$beside" "$dest/$1" && return
  rm -f -- "$beside"
  return 1
}
