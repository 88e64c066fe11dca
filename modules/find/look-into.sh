# shellcheck shell=sh disable=SC2154,SC2317
# What is in files that may hold the words: their text, their digests.

# tell FILE
tell() {
  holding=${holdings%%"$ts_newline"*}
  holdings=${holdings#*"$ts_newline"}
  if [ "$holding" = 0 ] || [ ! -r "$1" ]; then return; fi
  data path "$1"
  if [ "$wants_text" = true ]; then data_file text "$1"; fi
  if [ "$wants_checksum" = true ]; then data checksum "$(sha1_of "$1")"; fi
}

count() { counted=$#; }

# how many lines of each have the words: a line each, unless one cannot be read
holdings=
if [ -n "$words" ]; then
  holdings=$(each_files printf '%s\0' | LC_ALL=C xargs -0 grep -hcFe "$words" -- 2>/dev/null)
  IFS=$ts_newline
  # shellcheck disable=SC2086 # a line each
  count $holdings
  unset IFS
  if [ "$counted" -ne "$count_files" ]; then holdings=; fi
fi
each_files tell
