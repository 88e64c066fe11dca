# shellcheck shell=sh disable=SC2154,SC2317
have dpkg || fail 'the host has no dpkg'
before=$(dpkg --get-selections "$name" 2>/dev/null | awk '{ print $2; exit }')
before=${before:-not present}

mark() { printf '%s %s\n' "$name" "$selection" | dpkg --set-selections; }

if [ "$before" != "$selection" ]; then change selection "$before" "$selection" mark; fi
data before "$before"
data after "$selection"
