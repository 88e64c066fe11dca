# shellcheck shell=sh disable=SC2154
# Lines of the manifests of two generations that only one of them has.
for each in "$old" "$new"; do
  is_finished "$each" || fail "there is no finished generation $each of $image"
done
ts_scratch
LC_ALL=C comm -3 --output-delimiter='>' -- "$generations/$old/manifest" "$generations/$new/manifest" >"$ts_file" || fail 'cannot compare the manifests'
data_file lines "$ts_file"
