# shellcheck shell=sh disable=SC2154,SC2034
if [ ! -e "$src" ] && [ ! -L "$src" ]; then
  absent "Source $src not found"
  change content_sum '' "$src"
  exit 0
fi
[ -r "$src" ] || fail "Source $src not readable"
[ -f "$src" ] || [ -d "$src" ] || fail "Cannot copy invalid source '$src': not a file"
own_mode=${mode-} in_tree=false

# copy_one FILE TARGET: through the same atomic write as every other file
copy_one() {
  staged=$1 target=$2
  want_sha1=$(sha1_of "$1") || fail "cannot read $1"
  if [ -n "${checksum-}" ] && [ "$checksum" != "$want_sha1" ]; then
    fail "Copied file does not match the expected checksum. Transfer failed. ($1 has $want_sha1, expected $checksum)"
  fi
  mode=$own_mode
  if [ "$preserve" = true ]; then
    stat_of -L "$1"
    mode=$st_mode
  elif [ "$in_tree" = true ] && [ -z "$own_mode" ] && [ ! -e "$2" ]; then
    # what a tree brings keeps its own
    stat_of -L "$1"
    mode=$st_mode
  fi
  place_file
}

# what is there is never moved away: the content is staged from the source itself
write_content() {
  if [ -n "$backup_file" ]; then cp -p -- "$target" "$backup_file" || return; fi
  put "$target" "$a_mode" "$a_uid" "$a_gid" file "$staged"
}

# is it a link to nowhere, or to a directory that it is in?
stays_link() {
  [ -e "$1" ] || return 0
  stat_of -L "$1"
  case " $above " in *" $st_dev:$st_ino "*) return 0 ;; esac
  return 1
}

# copy_tree FROM TO
above=''
copy_tree() {
  stat_of -L "$1"
  above="$above $st_dev:$st_ino"
  if [ ! -d "$2" ]; then
    made_parent=true
    change "state of $2" absent directory make_parent "$2"
  elif [ -n "${directory_mode-}${owner-}${group-}" ]; then
    mode=${directory_mode-}
    stat_of "$2"
    a_of=" of $2"
    set_attributes "$2"
    a_of=''
  fi
  set +f
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    set -f
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    to=$2/${entry##*/}
    if [ -L "$entry" ] && { [ "$local_follow" = false ] || stays_link "$entry"; }; then
      copy_link "$entry" "$to"
    elif [ -d "$entry" ]; then
      (copy_tree "$entry" "$to") || exit 1
    else
      copy_one "$entry" "$to"
    fi
  done
  set -f
}

# ln would make it in a directory that is there
copy_link() {
  if [ -d "$2" ] && [ ! -L "$2" ]; then fail "cannot make the link $2: it is a directory"; fi
  read_link "$1"
  points_to=$a_link a_link=''
  if [ -L "$2" ]; then read_link "$2"; fi
  if [ "$a_link" = "$points_to" ]; then return; fi
  change "link $2" "$a_link" "$points_to" ln -sfn -- "$points_to" "$2"
}

if [ -d "$src" ]; then
  told=$dest
  case $src in
    */) to_top=${dest%/} ;;
    *)
      to_top=${dest%/}/${src##*/}
      if [ -d "$dest" ]; then told=$to_top; fi
      ;;
  esac
  in_tree=true
  case ${to_top#/} in */*) ensure_parent "${to_top%/*}" ;; esac
  copy_tree "${src%/}" "$to_top"
  data src "$src" dest "$told"
  report_file "$told"
else
  dest_name=${src##*/}
  place_target
  copy_one "$src" "$target"
  data src "$src" dest "$target" checksum "$want_sha1"
  report_file "$target"
fi
