# shellcheck shell=sh disable=SC2154,SC2317
link_path=''
for tool in update-alternatives alternatives ''; do
  if [ -n "$tool" ] && have "$tool"; then break; fi
done
if [ -z "$tool" ]; then fail 'the host has no update-alternatives'; fi

# Sets mode, current, old_link, and for the program asked for old_priority and old_followers (empty: it is none).
observe() {
  mode='' current='' old_link='' old_priority='' old_followers=''
  shown=$("$tool" --display "$name" 2>/dev/null) || return 0
  mode=$(printf '%s\n' "$shown" | sed -n '1s/.*\(auto\|manual\).*/\1/p')
  current=$(printf '%s\n' "$shown" | sed -n 's/^ *link currently points to //p')
  old_link=$(printf '%s\n' "$shown" | name=$name awk '$1 == "link" && $2 == ENVIRON["name"] && $3 == "is" { print $4; exit }')
  old_priority=$(printf '%s\n' "$shown" | path=$path awk '$1 == ENVIRON["path"] && $3 == "priority" { sub(/.*priority /, ""); print $1 + 0; exit }')
  old_followers=$(printf '%s\n' "$shown" | path=$path awk '
    /^[^ ].* - .*priority / { mine = $1 == ENVIRON["path"]; next }
    mine && $1 ~ /^(slave|follower)$/ && $3 != "(null)" { sub(/:$/, "", $2); print $2, $3 }' | sort)
}

tell_tool() {
  "$tool" "$@" && sync_later "/etc/alternatives/$name" ${link_path:+"$link_path"}
}

# each link of a new name must be told, the others are known
install() {
  link_path=${link:-$old_link}
  if [ -z "$link_path" ] && [ -d /etc/alternatives ]; then
    fail 'Needed to install the alternative, but unable to do so as we are missing the link'
  fi
  words='' count=0
  each_subcommands add_word
  eval "tell_tool --install \"\$link_path\" \"\$name\" \"\$path\" \"\${priority:-\${old_priority:-50}}\" $words"
}

add_word() {
  if [ $((count % 3)) -eq 0 ]; then words="$words --slave"; fi
  count=$((count + 1))
  eval "word_$count=\$1"
  words="$words \"\$word_$count\""
}

observe
if [ "$state" = absent ]; then
  if [ -n "$old_priority" ]; then change state present absent tell_tool --remove "$name" "$path"; fi
  exit 0
fi
if [ ! -e "$path" ]; then absent "Specified path $path does not exist"; fi
wanted_followers=$(each_followers printf '%s\n' | sort)
if [ -z "$old_priority" ]; then
  if [ -z "${link:-$old_link}" ]; then fail 'Needed to install the alternative, but unable to do so as we are missing the link'; fi
  change state absent present install
  mode=${mode:-auto}
elif [ "${priority:-$old_priority}" != "$old_priority" ]; then
  change priority "$old_priority" "$priority" install
elif [ "$sets_subcommands" = true ] && [ "$wanted_followers" != "$old_followers" ]; then
  change subcommands "$old_followers" "$wanted_followers" install
elif [ -n "${link-}" ] && [ "$link" != "$old_link" ]; then
  change link "$old_link" "$link" install
fi
case $state in
  selected) if [ "$current" != "$path" ]; then change path "$current" "$path" tell_tool --set "$name" "$path"; fi ;;
  auto) if [ "$mode" = manual ]; then change mode manual auto tell_tool --auto "$name"; fi ;;
esac
exit 0
