# shellcheck shell=sh disable=SC2154,SC2034
# names of the fragments, sorted; the controller picks those that its pattern wants
[ -d "$src" ] || { absent "Source ($src) is not a directory" && data gone yes && exit 0; }
set +f
for fragment in "$src"/* "$src"/.[!.]* "$src"/..?*; do
  set -f
  [ -f "$fragment" ] || continue
  data fragments "${fragment##*/}"
done
set -f
