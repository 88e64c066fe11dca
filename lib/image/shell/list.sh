# shellcheck shell=sh disable=SC2154
data current "$(current_number)"
for each in $(finished_numbers); do data_file "generation $each" "$generations/$each/generation.json"; done
for each in $(unfinished_names); do data unfinished "${each%.unfinished}"; done
if [ -f "$boot/history" ]; then data_file history "$boot/history"; fi
