# shellcheck shell=sh disable=SC2154,SC2034,SC2119,SC2120
# place_file: puts content at $dest when it is not there yet. The content is in $content, or in the file
# $staged, or (neither set) still on the controller: then `data need` asks for it.

# place_target: sets target from dest, making the directory when dest ends in a slash
place_target() {
  target=$dest
  case $dest in
    */)
      ensure_parent "${dest%/}"
      target=${dest%/}/$dest_name
      ;;
    *) if [ -d "$dest" ] && [ -n "$dest_name" ]; then target=$dest/$dest_name; fi ;;
  esac
  if [ "$follow" = true ] && [ -L "$target" ]; then
    read_link -f "$target" || fail "cannot follow $dest"
    target=$a_link
  fi
  case $target in /*) ;; *) target=./$target ;; esac
}

ensure_parent() {
  if [ -z "$1" ] || [ -d "$1" ]; then return 0; fi
  case $1 in ?*/*) ensure_parent "${1%/*}" ;; esac
  made_parent=true
  change "state of $1" absent directory make_parent "$1"
}

make_parent() {
  case ${directory_mode-} in
    '') mkdir -- "$1" ;;
    *[!0-7]*) mkdir -m "$directory_mode" -- "$1" ;;
    *) mkdir -m "0$directory_mode" -- "$1" ;;
  esac || return
  if [ -n "${owner-}${group-}" ]; then chown -- "${owner-}${group:+:$group}" "$1" || return; fi
  sync_later "$1"
}

# An edit is made from what was read; nobody else may have written meanwhile.
is_as_read() {
  if [ -n "${expect_text+set}" ] && [ "$st_type" = file ]; then
    [ "$st_size" -le 1000 ] && read_text "$target" && [ "$ts_text" = "$expect_text" ]
  elif [ -n "${expect_sha1+set}" ]; then
    [ "$(sha1_of "$target" 2>/dev/null)" = "$expect_sha1" ]
  fi
}

# ask_for WHAT: the controller is to bring it with the next call
ask_for() {
  data need "$1"
  needs=$1
}

# Has $target the wanted content already? No checksum where the size or a look at a small file tells.
is_wanted() {
  if [ -n "${want_size-}" ] && [ "$st_size" != "$want_size" ]; then return 1; fi
  if [ -n "${content+set}" ] && [ "$st_size" -le 1000 ]; then
    read_text "$target" && [ "$ts_text" = "$content" ]
  else
    look_sha1 "$target" && [ "$st_sha1" = "$want_sha1" ]
  fi
}

# Two that edit files of one directory at once wait for each other: what one has read is still so when it is replaced.
# The lock ends with the task; a host without flock has none. Anyone who may read the directory may keep it: after 20
# seconds we go on without, and what was read is compared before it is replaced.
lock_directory() {
  if ! have flock || [ ! -r "$1/" ]; then return; fi
  exec 9<"$1/"
  lock_tries=0
  until flock -n 9 2>/dev/null; do
    if [ "$lock_tries" -ge 200 ]; then return; fi
    lock_tries=$((lock_tries + 1))
    sleep 0.1
  done
}

place_file() {
  if [ -n "${expect_sha1+set}" ]; then
    lock_directory "${target%/*}"
    st_of=''
  fi
  stat_once "$target"
  case $st_type in
    absent | link) ;;
    file)
      if [ -z "$want_sha1" ] && [ "$st_size" = "$want_size" ]; then
        ask_for sha1
        return
      fi
      if is_wanted; then
        set_attributes "$target"
        return
      fi
      if [ "$force" = false ]; then
        data kept "$target"
        return
      fi
      ;;
    directory) fail "cannot write $target: it is a directory" ;;
    *) fail "cannot write $target: it is a $st_type" ;;
  esac
  if ! is_as_read; then
    fail "$target has been changed by somebody else just now; nothing was written"
  fi
  parent=${target%/*}
  if [ ! -d "${parent:-/}" ] && [ "$made_parent" = false ]; then
    if [ -e "$parent" ]; then fail "Destination $parent is not a directory"; fi
    absent "Destination directory $parent does not exist"
  fi
  if [ -z "${content+set}" ] && [ -z "${staged-}" ]; then
    ask_for content
    return
  fi
  put_owner=${owner-} put_group=${group-}
  was=$st_type
  if [ "$st_type" != file ]; then st_of='' st_owner='' st_group='' st_mode=$default_mode st_type=file; fi
  look_up_owner
  want_mode "$st_mode" file
  if [ "$was" != file ] && [ -z "$a_mode" ]; then a_mode=$default_mode; fi
  a_mode=${a_mode:-$st_mode}
  if [ "$was" = link ]; then a_uid=${a_uid:-$st_uid} a_gid=${a_gid:-$st_gid}; fi
  validate_content
  if [ "$want_diff" = true ] && [ "$was" = file ]; then
    if [ "$diff_limit" = 0 ] || [ "$st_size" -le "$diff_limit" ]; then
      data_file before "$target"
    else
      data dst_larger "$diff_limit"
    fi
  fi
  if [ "$was" = file ] && [ "$backup" = true ]; then
    backup_name "$target"
    data backup_file "$backup_file"
  else
    backup_file=''
  fi
  put_seen=''
  change content_sum "$was" "$want_sha1" write_content
  if [ "$put_seen" = "$target" ]; then st_of=$target st_size=$want_size; else stat_of "$target"; fi
  if [ -n "${attributes-}" ] && [ "$st_type" = file ]; then set_flags "$target"; fi
}

write_content() {
  if [ "${make_parents:-false}" = true ] && [ ! -d "${target%/*}/" ]; then mkdir -p -- "${target%/*}/" || return; fi
  if [ -n "$backup_file" ]; then cp -p -- "$target" "$backup_file" || return; fi
  put_waits=true
  if [ -n "${staged-}" ]; then
    put "$target" "$a_mode" "$a_uid" "$a_gid" file "$staged" || return
    [ ! -e "$staged" ] || rm -f -- "$staged"
  else
    put "$target" "$a_mode" "$a_uid" "$a_gid" text "$content"
  fi
}

# the user's validator looks at a temporary copy
validate_content() {
  if [ "$count_validate" -eq 0 ]; then return; fi
  ts_scratch
  candidate=$ts_file
  (umask 077 && if [ -n "${staged-}" ]; then cat -- "$staged"; else printf '%s' "$content"; fi >"$candidate") || fail "no space for validating $target"
  words='' count=0
  each_validate add_validate_word
  eval "set -- $words"
  ts_scratch
  "$@" >"$ts_file.out" 2>"$ts_file.err" 3>&-
  status=$?
  said="failed to validate: rc:$status error:$(cat -- "$ts_file.err" "$ts_file.out")"
  case $status in
    0) return ;;
    127) absent "$said" && return ;;
  esac
  data exit_status "$status"
  data_file stdout "$ts_file.out"
  data_file stderr "$ts_file.err"
  fail "$said"
}

add_validate_word() {
  count=$((count + 1))
  case $1 in
    *%s*) eval "word_$count=\${1%%%s*}\$candidate\${1#*%s}" ;;
    *) eval "word_$count=\$1" ;;
  esac
  words="$words \"\$word_$count\""
}

made_parent=${parent_made:-false} needs=''
