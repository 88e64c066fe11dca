# shellcheck shell=sh disable=SC2034
# collect WORD…: adds to `collected`, a text of names that `eval "command $collected"` turns back into the words.
collected='' collected_count=0
collect() {
  for collected_word do
    collected_count=$((collected_count + 1))
    eval "collected_$collected_count=\$collected_word"
    collected="$collected \"\$collected_$collected_count\""
  done
}
