# shellcheck shell=sh disable=SC2154,SC2317
old=''
if [ -f "$dest" ]; then
  old=$(cat -- "$dest" && echo .)
  old=${old%.}
else
  parent_of "$dest"
  if [ ! -d "$ts_parent" ]; then absent "directory $ts_parent does not exist"; fi
fi

# the first line is the message, the others are the file
edited=$(printf '%s' "$old" | domain=$domain kind=$limit_type item=$limit_item value=$value comment=$comment use_max=$use_max use_min=$use_min awk '
  function endless(v) { return item != "nice" && item != "priority" && (v == "unlimited" || v == "infinity" || v == "-1") }
  function chosen(now) {
    if (ENVIRON["use_max"] == "true") return endless(now) || (!endless(value) && now + 0 > value + 0) ? now : value
    if (ENVIRON["use_min"] == "true") return endless(value) || (!endless(now) && now + 0 < value + 0) ? now : value
    return value
  }
  function line_of(v, note) { return ENVIRON["domain"] "\t" ENVIRON["kind"] "\t" item "\t" v (note == "" ? "" : "\t#" note) }
  BEGIN { item = ENVIRON["item"]; value = ENVIRON["value"]; comment = ENVIRON["comment"] }
  { lines[++count] = $0 }
  /^#/ { next }
  {
    text = $0; note = ""
    if ((at = index(text, "#")) > 0) { note = substr(text, at + 1); text = substr(text, 1, at - 1) }
    if (split(text, word, " ") != 4 || word[1] != ENVIRON["domain"] || word[2] != ENVIRON["kind"] || word[3] != item) next
    found = 1
    message = $0
    if (word[4] == chosen(word[4])) next
    message = lines[count] = line_of(chosen(word[4]), comment == "" ? note : comment)
  }
  END {
    if (!found) message = lines[++count] = line_of(value, comment)
    print message
    for (i = 1; i <= count; i++) print lines[i]
  }' && echo .)
message=${edited%%"
"*}
edited=${edited#*"
"}
new=${edited%.}
data msg "$message
"

write_limits() {
  if [ "$backup" = true ] && [ -f "$dest" ]; then cp -p -- "$dest" "$backup_file" || return; fi
  put "$dest" '' '' '' text "$new"
}

case $old in '' | *"
") ended=$old ;; *) ended="$old
" ;; esac
if [ "$new" != "$ended" ]; then
  if [ "$backup" = true ] && [ -f "$dest" ]; then backup_name "$dest" && data backup_file "$backup_file"; fi
  change content "$old" "$new" write_limits
fi
exit 0
