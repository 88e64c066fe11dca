# shellcheck shell=sh disable=SC2154,SC2317
if [ "$backend" = auto ]; then
  if have exportfs; then
    backend=kernel
    # without nfsd the kernel's table is read by nobody
    if have ganesha.nfsd && { [ ! -d /proc/fs/nfsd ] || [ -z "$(ls -A /proc/fs/nfsd 2>/dev/null)" ]; }; then backend=ganesha; fi
  elif have ganesha.nfsd; then
    backend=ganesha
  else
    fail 'the host has neither exportfs nor ganesha.nfsd'
  fi
fi
data backend "$backend"
data path "$path"
case $backend in
  kernel) directory=/etc/exports.d file=/etc/exports.d/$name.exports text=$kernel_text ;;
  ganesha) directory=/etc/ganesha/exports.d file=/etc/ganesha/exports.d/$name.conf text=$ganesha_text main=/etc/ganesha/ganesha.conf ;;
esac
data file "$file"

# what the server has now, with its last newline
before=''
if [ -f "$file" ]; then
  before=$(cat -- "$file" && echo .)
  before=${before%.}
fi

make_directory() { mkdir -p -- "$directory"; }
write() { [ -d "$directory" ] || make_directory || return; put "$file" 0644 '' '' text "$text"; }

# a server that does not take the new file gets the old one back
apply() {
  "$@" || return
  said=$(reload 2>&1) && sync_later "$file" && return
  if [ -n "$before" ]; then put "$file" 0644 '' '' text "$before"; else rm -f -- "$file"; fi
  reload >/dev/null 2>&1
  fail "the server did not take the exports, the old ones are back: $said"
}

reload() {
  if [ "$in_image" = true ]; then return 0; fi
  case $backend in
    kernel) exportfs -ra ;;
    ganesha)
      pid=$(pidof ganesha.nfsd 2>/dev/null) || return 0
      # shellcheck disable=SC2086 # one or more numbers
      kill -HUP $pid
      ;;
  esac
}

include() {
  old=''
  if [ -f "$main" ]; then
    old=$(cat -- "$main" && echo .)
    old=${old%.}
    case $old in '' | *'
') ;; *) old="$old
" ;; esac
  fi
  put "$main" '' '' '' text "$old%include \"$file\"
"
}

exclude() {
  rest=$(grep -vxF -- "%include \"$file\"" "$main")
  put "$main" '' '' '' text "$rest
"
}

included() { [ -f "$main" ] && grep -qxF -- "%include \"$file\"" "$main"; }

# the directory may be exported in another file already, or lie in (or around) one that is
overlaps() {
  "exported_by_$backend" | path=$path awk -F '\t' '
    {
      other = $2; path = ENVIRON["path"]
      if (other == path || other == "/" || path == "/" || index(path, other "/") == 1 || index(other, path "/") == 1) { print $1 " exports " other; exit }
    }'
}

# FILE, tab, DIRECTORY of what other files export
exported_by_kernel() {
  set +f
  for other in /etc/exports /etc/exports.d/*.exports; do
    if [ ! -f "$other" ] || [ "$other" = "$file" ]; then continue; fi
    awk '
      /^[ \t]*#/ || NF == 0 { next }
      { other = $1; gsub(/^"|"$/, "", other); gsub(/\\040/, " ", other); gsub(/\\043/, "#", other); print FILENAME "\t" other }' "$other"
  done
  set -f
}

exported_by_ganesha() {
  find /etc/ganesha -type f -name '*.conf' ! -path "$file" -exec awk '
    /^[ \t]*#/ || !match(tolower($0), /(^|[ \t{;])path[ \t]*=[ \t]*/) { next }
    { other = substr($0, RSTART + RLENGTH); sub(/[ \t]*;.*/, "", other); gsub(/"/, "", other); print FILENAME "\t" other }' {} + 2>/dev/null
}

if [ "$state" = absent ]; then
  if [ -n "$before" ]; then change content "$before" '' apply rm -f -- "$file"; fi
  if [ "$backend" = ganesha ] && included; then change include "$file" '' exclude; fi
  exit 0
fi

[ -d "$path" ] || [ "$in_image" = true ] || warn "$path is not there yet"
reason=''
overlap=$(overlaps)
if [ -n "$overlap" ]; then reason="it overlaps with what $overlap"; fi
if [ -d "$path" ] && [ "$in_image" = false ] && [ "$hides_subtree" = true ] && ! mountpoint -q -- "$path" 2>/dev/null; then
  told="$path is not a file system of its own: a client that guesses handles reads the whole file system it is on"
  if [ "$is_writable" = true ]; then reason=${reason:+$reason; }$told; else warn "$told"; fi
fi
if [ -n "$reason" ]; then
  if [ "$allow_unsafe" = false ]; then fail "refusing to export $path: $reason (allow_unsafe: true exports it all the same)"; fi
  warn "$path: $reason"
  data unsafe "$reason"
fi
if [ "$backend" = ganesha ]; then
  taken=$(find /etc/ganesha -type f ! -path "$file" -exec grep -lEi "export_id[[:space:]]*=[[:space:]]*$export_id([^0-9]|\$)" {} + 2>/dev/null | head -n 1)
  if [ -n "$taken" ]; then fail "$taken has an export with the number $export_id already: give this one another with export_id"; fi
fi
if [ "$before" != "$text" ]; then change content "$before" "$text" apply write; fi
if [ "$backend" = ganesha ] && ! included; then change include '' "$file" include; fi
exit 0
