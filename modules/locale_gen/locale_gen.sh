# shellcheck shell=sh disable=SC2154,SC2317
have locale-gen || fail 'the host has no locale-gen'
data name "$name"

# de_DE.UTF-8 is listed as de_DE.utf8
canonical() { printf '%s' "$1" | sed 's/\.\([Uu][Tt][Ff]\)-*8/.utf8/; s/\.\(iso\|ISO\)-*8859-*\([0-9]\)/.iso8859\2/; s/\.EUC-*/.euc/'; }

is_there() { locale -a 2>/dev/null | grep -qxF -- "$(canonical "$name")"; }

if [ -e /etc/locale.gen ] || [ ! -d /var/lib/locales/supported.d ]; then file=/etc/locale.gen; else file=/var/lib/locales/supported.d/local; fi

# the line `name charset`, whether it is a comment or not
line_of() {
  for table in "$file" /usr/share/i18n/SUPPORTED; do
    [ -f "$table" ] || continue
    wanted=$name awk '{ line = $0; sub(/^[# \t]+/, "", line); n = split(line, word, /[ \t]+/) } (n == 2 || (n == 3 && word[3] == "")) && word[1] == ENVIRON["wanted"] { print word[1], word[2]; found = 1; exit } END { exit !found }' "$table" && return
  done
  return 1
}

rewrite() {
  text=$line
  if [ -e "$file" ]; then text=$(edited) || return; fi
  put "$file" '' '' '' text "$text
"
}

edited() {
  wanted=$line state=$state awk '
    { bare = $0; sub(/^[# \t]+/, "", bare); sub(/[ \t]+$/, "", bare); gsub(/[ \t]+/, " ", bare) }
    bare == ENVIRON["wanted"] { done = 1; print (ENVIRON["state"] == "present" ? bare : "# " bare); next }
    { print }
    END { if (!done && ENVIRON["state"] == "present") print ENVIRON["wanted"] }' "$file"
}

generate() { rewrite && locale-gen; }

case $state in
  present)
    if is_there; then exit 0; fi
    line=$(line_of) || fail "The locale you've entered is not available on your system."
    change state absent present generate
    ;;
  absent)
    if ! is_there; then exit 0; fi
    line=$(line_of) || line="$name UTF-8"
    change state present absent generate
    ;;
esac
exit 0
