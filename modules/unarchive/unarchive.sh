# shellcheck shell=sh disable=SC2154,SC2034,SC2317,SC2119,SC2120
case $dest in ?*/) dest=${dest%/} ;; esac

download() {
  ts_scratch
  archive=$ts_file
  fetch_url "$1" "$archive" "$validate_certs" || fail "Failure downloading $src, $said"
}

# --- what kind of archive is it ---

find_handler() {
  magic=$(head -c 6 -- "$archive" | od -An -tx1 | tr -d ' \n')
  tar_flag='' handler=TarArchive
  case $magic in
    504b0304* | 504b0506*) handler=ZipArchive ;;
    1f8b*) handler=TgzArchive tar_flag=-z ;;
    425a68*) handler=TarBzipArchive tar_flag=-j ;;
    fd377a585a00*) handler=TarXzArchive tar_flag=-J ;;
    28b52ffd*) handler=TarZstdArchive tar_flag=--zstd ;;
  esac
  case $handler in
    ZipArchive) have unzip || no_handler "Unable to find required 'unzip' binary in the path." ;;
    *) tar=$(command -v tar) || no_handler "Unable to find required 'tar' binary in the path." ;;
  esac
  ts_scratch
  names=$ts_file
  : >"$names"
  if [ "$handler" = ZipArchive ]; then zip_names; else tar_names; fi
}

no_handler() {
  fail "Failed to find handler for \"$src\". Make sure the required command to extract the file is installed.
$1"
}

not_read() {
  no_handler "Command \"$1\" could not handle archive: $2"
}

# --- words of a command ---

add_exclude() { collect "--exclude=$1"; }

# tar_words FLAG…: the command, in `collected`
tar_words() {
  collected=''
  collect "$tar"
  collect "$1"
  collect -C
  collect "$dest"
  if [ -n "$tar_flag" ]; then collect "$tar_flag"; fi
  if [ "$is_gnu" = true ]; then
    case $1 in -t*) collect --quoting-style=literal ;; esac
    case $1 in -tv) collect --numeric-owner && collect -P ;; -t) collect --show-transformed-names ;; esac
  fi
  if [ "$1" = -x ]; then
    if [ "$is_gnu" = true ] && [ -n "${owner-}" ]; then collect "--owner=$owner"; fi
    if [ "$is_gnu" = true ] && [ -n "${group-}" ]; then collect "--group=$group"; fi
    if [ "$keep_newer" = true ]; then collect --keep-newer-files; fi
  fi
  each_extra_opts collect
  each_exclude add_exclude
  collect -f
  collect "$archive"
  each_include collect
}

run_words() { eval "$collected"; }

# --- tar ---

# The verbose listing tells names and hard links in one pass: five columns, then the name.
tar_names() {
  is_gnu=false
  case $(tar --version 2>/dev/null) in *'GNU tar'*) is_gnu=true ;; esac
  if [ "$is_gnu" = false ] && [ "$count_exclude" -gt 0 ]; then fail "exclude: the host's tar (busybox) has no --exclude"; fi
  tar_words -tv
  run_words >"$names.all" 2>"$names.err" || not_read "$tar" "Unable to list files in the archive: $(cat -- "$names.err")"
  : >"$names.links"
  gnu=$is_gnu links=$names.links awk '
    /^[-dlhcbps]/ {
      type = substr($0, 1, 1)
      for (i = 0; i < 4; i++) sub(/^[^ ]+ +/, "")
      sub(/^[^ ]+ /, "")
      arrow = type == "h" ? " link to " : type == "l" || ENVIRON["gnu"] == "false" ? " -> " : ""
      at = arrow == "" ? 0 : index($0, arrow)
      name = at ? substr($0, 1, at - 1) : $0
      # where the target begins is a guess when the name holds the arrow: every guess is looked at
      for (rest = $0; type != "l" && arrow != "" && (at = index(rest, arrow));) {
        rest = substr(rest, at + length(arrow))
        print rest >ENVIRON["links"]
      }
      print name
    }' "$names.all" >"$names"
  refuse_escapes "$names.links" 'hard link to '
  refuse_escapes "$names"
  if [ "$renames" = true ]; then
    tar_words -t
    run_words 2>/dev/null | grep -vx '/\{0,\}' >"$names"
  fi
}

note_option() {
  case $1 in
    -P | --absolute-names) absolute_names=true ;;
    --strip* | --transform* | --xform*) renames=true ;;
    -k | -U | -n | -f | -u | -B | --keep-* | --skip-old-files | --*overwrite* | --*unlink*) in_place=true ;;
  esac
}

# refuse_escapes FILE [WHAT]: what would be written outside of dest
refuse_escapes() {
  if [ "$absolute_names" = true ]; then return; fi
  escaping=$(awk '/^\// || /(^|\/)\.\.(\/|$)/ { print; exit }' "$1")
  if [ -n "$escaping" ]; then
    fail "Refusing to unpack $src: its entry '${2-}$escaping' would be written outside of $dest"
  fi
}

# tar_differs: is anything not as in the archive? Lines that say so go to $names.diff
tar_differs() {
  if [ "$is_gnu" = false ]; then
    staged_differs
    return
  fi
  tar_words -d
  run_words >"$names.out" 2>&1
  ignore='^$|^[^ ]*tar: : |: Empty name|File name contains backslash|Removing leading'
  if [ "$(id -u)" != 0 ] || [ -n "${owner-}" ]; then ignore="$ignore|: Uid differs$"; fi
  if [ "$(id -u)" != 0 ] || [ -n "${group-}" ]; then ignore="$ignore|: Gid differs$"; fi
  if [ -n "${mode-}" ]; then ignore="$ignore|: Mode differs$"; fi
  grep -Ev "$ignore" "$names.out" | grep -E ': (Uid|Gid|Mode|Mod time|Contents|Size|File type|Symlink|Device number) differ|: Not linked to |No such file or directory|Not a directory|: Invalid (owner|group)' >"$names.diff"
}

# a tar that cannot compare: unpack beside, and compare
staged_differs() {
  ts_scratch
  staging=$ts_file
  mkdir -- "$staging" || fail "no space to compare $src"
  kept_dest=$dest
  dest=$staging
  tar_words -x
  dest=$kept_dest
  run_words >/dev/null 2>"$names.err" || fail "failed to unpack $src to compare it: $(cat -- "$names.err")"
  if [ "$renames" = true ]; then (cd -- "$staging" && find . -mindepth 1) | sed 's,^[.]/,,' >"$names"; fi
  while IFS= read -r name; do
    if [ -L "$staging/$name" ]; then
      [ "$(readlink -- "$staging/$name")" = "$(readlink -- "$dest/$name" 2>/dev/null)" ] || printf '%s differs\n' "$name"
    elif [ -d "$staging/$name" ]; then
      [ -d "$dest/$name" ] || printf '%s is missing\n' "$name"
    elif [ -f "$staging/$name" ]; then
      cmp -s -- "$staging/$name" "$dest/$name" || printf '%s differs\n' "$name"
    fi
    if [ -z "${mode-}" ] && [ ! -L "$staging/$name" ] && [ -e "$dest/$name" ]; then
      [ "$(stat -c %a -- "$staging/$name")" = "$(stat -c %a -- "$dest/$name")" ] || printf '%s: mode differs\n' "$name"
    fi
  done <"$names" >"$names.diff"
  need_room
  rm -rf -- "$staging"
}

extract_tar() {
  begin_extract
  kept_dest=$dest
  dest=$into
  tar_words -x
  dest=$kept_dest
  extract
}

# --- zip ---

zip_names() {
  if [ "$(unzip -Z1 "$archive" 2>/dev/null | head -c 1)" != '' ]; then
    unzip -Z1 "$archive" >"$names"
  else
    unzip -l "$archive" >"$names.out" 2>"$names.err" || not_read "$(command -v unzip)" "$(cat -- "$names.err")"
    awk 'NR > 3 && /^ *---/ { exit } NR > 3 { sub(/^ *[0-9]+ +[^ ]+ +[^ ]+ +/, ""); print }' "$names.out" >"$names"
  fi
  refuse_escapes "$names"
  each_exclude zip_drop
  if [ "$count_include" -gt 0 ]; then
    : >"$names.kept"
    each_include zip_keep
    need_room
    mv -- "$names.kept" "$names"
  fi
}

zip_drop() { zip_filter "$1" '!' >"$names.kept" && need_room && mv -- "$names.kept" "$names"; }
zip_keep() { zip_filter "$1" '' >>"$names.kept"; }

# zip_filter PATTERN NOT: the names that match, as unzip itself would have it
zip_filter() {
  while IFS= read -r name; do
    # shellcheck disable=SC2254 # a pattern
    case $name in $1) found=true ;; *) found=false ;; esac
    case $2$found in '!false' | true) printf '%s\n' "$name" ;; esac
  done <"$names"
}

zip_differs() {
  zip_modes
  while IFS= read -r name; do
    case $name in
      */) [ -d "$dest/$name" ] || printf '%s is missing\n' "$name" ;;
      *)
        if [ -L "$dest/$name" ]; then
          [ "$(unzip_one "$name")" = "$(readlink -- "$dest/$name")" ] || printf '%s differs\n' "$name"
        else
          { [ -f "$dest/$name" ] && unzip_one "$name" | cmp -s -- - "$dest/$name"; } || printf '%s differs\n' "$name"
        fi
        ;;
    esac
  done <"$names" >"$names.diff"
  if [ -z "${mode-}" ] && [ -s "$names.modes" ]; then
    while IFS= read -r line; do
      name=${line#* }
      if [ -f "$dest/$name" ] && [ ! -L "$dest/$name" ] && grep -qxF -- "$name" "$names"; then
        [ "$(stat -c %A -- "$dest/$name")" = "${line%% *}" ] || printf '%s: mode differs\n' "$name"
      fi
    done <"$names.modes" >>"$names.diff"
  fi
}

# permissions of the files that were packed on unix
zip_modes() {
  unzip -Z -s "$archive" 2>/dev/null | awk '$3 == "unx" && /^-/ { mode = $1; sub(/^([^ ]+ +){8}/, ""); print mode " " $0 }' >"$names.modes"
}

unzip_one() {
  unzip -p "$archive" "$(printf '%s' "$1" | sed 's/[][*?\\]/\\&/g')" 2>/dev/null
}

zip_exclude() { if [ -n "$1" ]; then collect "$1"; fi; }

extract_zip() {
  begin_extract
  collected=''
  collect unzip
  collect -o
  if [ "$keep_newer" = true ]; then collect -u; fi
  each_extra_opts collect
  collect "$archive"
  each_include collect
  if [ "$count_exclude" -gt 0 ]; then collect -x; fi
  each_exclude zip_exclude
  collect -d
  collect "$into"
  extract
}

# --- both ---

# what is asked of owner and mode holds for every entry, and for the top directories
attributes_of_all() {
  if [ -z "${owner-}${group-}${mode-}${attributes-}" ]; then return; fi
  awk -F/ '{ print } NF > 1 && $1 != "" && $1 != "." { print $1 }' "$names" | sed 's,/$,,' | sort -u >"$names.each"
  while IFS= read -r name; do
    stat_of "$dest/$name"
    if [ "$st_type" = absent ]; then continue; fi
    a_of=" of $name"
    set_attributes "$dest/$name"
  done <"$names.each"
  a_of=''
}

# --- main ---

case $archive in
  *://*) download "$archive" ;;
  *)
    [ -e "$archive" ] || fail "Source '$src' does not exist"
    [ -r "$archive" ] || fail "Source '$src' not readable"
    ;;
esac
[ -s "$archive" ] || fail "Invalid archive '$src', the file is 0 bytes"
if [ ! -d "$dest" ]; then
  absent "dest '$dest' must be an existing dir"
  change contents '' "$src"
  exit 0
fi
if [ ! -w "$dest" ]; then fail "Destination '$dest' not writable"; fi
absolute_names=false renames=false in_place=false
each_extra_opts note_option
find_handler
data handler "$handler"
if [ "$handler" = ZipArchive ]; then zip_differs; else tar_differs; fi
need_room
if [ -s "$names.diff" ]; then
  case $handler in ZipArchive) extract=extract_zip ;; *) extract=extract_tar ;; esac
  change contents "$(head -n 50 -- "$names.diff")" '' "$extract"
fi
attributes_of_all
if [ "$list_files" = true ]; then
  while IFS= read -r name; do data files "$name"; done <"$names"
fi
report_file "$dest"
