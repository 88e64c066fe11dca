# shellcheck shell=sh disable=SC2154
# refuse_link PATH UID USER: a link that the user made is for root no way to files of others.
refuse_link() {
  if [ ! -L "$1" ] || [ "$(id -u)" != 0 ]; then return; fi
  stat_of "$1"
  if [ "$st_uid" = 0 ]; then return; fi
  stat_of -L "$1"
  case $st_type:$st_uid in absent:* | *:"$2") return ;; esac
  fail "$1 is a link to what is not $3's; refusing to follow it"
}
