# shellcheck shell=sh disable=SC2154,SC2034,SC2317
have ssh-keygen || fail 'the host has no ssh-keygen'
data filename "$path"
stat_of "$path"
if [ "$state" = absent ]; then
  data type "$type"
  data size "$size"
  if [ "$st_type" != absent ] || [ -e "$path.pub" ]; then change state "$st_type" absent rm -f -- "$path" "$path.pub"; fi
  exit 0
fi

# describe FILE: sets is_size, is_print, is_comment, is_type and public, from what ssh-keygen says
describe() {
  public=$(ssh-keygen -y -P '' -f "$1" 2>/dev/null </dev/null) || return 1
  said=$(ssh-keygen -l -f "$1" 2>/dev/null) || return 1
  is_size=${said%% *}
  said=${said#* }
  is_print=${said%% *}
  is_type=$(printf '%s' "${said##*\(}" | tr -d ')' | tr '[:upper:]' '[:lower:]')
}

make() {
  ts_scratch
  made=$ts_file
  ssh-keygen -q -t "$type" ${size:+-b "$size"} -C "$comment_text" -N '' -f "$made" </dev/null || return
  made_public=$made.pub
  put_made_file "$made" || return
  put "$path.pub" 0644 "$a_uid" "$a_gid" file "$made_public"
}

write_public() { put "$path.pub" 0644 '' '' text "$public_line
"; }

make=true why=absent
comment_text=${comment-}
case $st_type in
  absent) ;;
  file)
    make=false
    if [ "$force" = true ] || [ "$regenerate" = always ]; then
      make=true why=forced
    elif ! describe "$path"; then
      case $regenerate in
        full_idempotence) make=true why=unreadable ;;
        *) fail "Unable to read the key. The key is protected with a passphrase or broken. Will not proceed. To force regeneration, call the module with \`regenerate\` set to full_idempotence or always, or with \`force\` set to true." ;;
      esac
    elif [ "$is_type" != "$type" ] || { [ -n "${size-}" ] && [ "$is_size" != "$size" ]; }; then
      case $regenerate in
        never) ;;
        fail) fail "Key has wrong type and/or size. Will not proceed. To force regeneration, call the module with \`regenerate\` set to partial_idempotence, full_idempotence or always, or with \`force\` set to true." ;;
        *) make=true why="$is_type $is_size" ;;
      esac
    fi
    ;;
  *) fail "cannot write $path: it is a $st_type" ;;
esac
if [ "$make" = true ]; then
  plan_made_file 0600
  change key "$why" "$type" make
else
  set_attributes "$path"
  was=$(sed "s/ *$//" "$path.pub" 2>/dev/null)
  kept=$(printf '%s\n' "$was" | sed 's/^[^ ]* [^ ]* \{0,1\}//')
  if [ -z "${comment+set}" ]; then comment_text=$kept; fi
  body=$(printf '%s\n' "$public" | cut -d ' ' -f 1,2)
  public_line="$body${comment_text:+ $comment_text}"
  if [ "$was" != "$public_line" ]; then change public "$was" "$public_line" write_public; fi
fi
if [ -f "$path" ] && describe "$path"; then
  data size "$is_size"
  data type "$is_type"
  data fingerprint "$is_print"
  data public_key "$(cut -d ' ' -f 1,2 "$path.pub" 2>/dev/null)"
  data comment "$comment_text"
else
  data type "$type"
fi
