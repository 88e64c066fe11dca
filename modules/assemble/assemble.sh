# shellcheck shell=sh disable=SC2154,SC2034
# names of the fragments, sorted; the controller picks those that its pattern wants
if [ ! -e "$src" ]; then
  absent "Source ($src) does not exist"
  data gone yes
  exit 0
fi
[ -d "$src" ] || fail "Source ($src) is not a directory"
set +f
for fragment in "$src"/* "$src"/.[!.]* "$src"/..?*; do
  set -f
  [ -f "$fragment" ] || continue
  data fragments "${fragment##*/}"
done
set -f
