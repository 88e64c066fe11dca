# shellcheck shell=sh disable=SC2154
data path "$path"
if [ "$follow" = true ]; then stat_of -L "$path"; else stat_of "$path"; fi
if [ "$st_type" = absent ]; then
  above=${path%/}
  case $above in ?*/*) above=${above%/*} ;; *) exit 0 ;; esac
  if [ -e "$above" ] && [ ! -d "$above" ]; then fail 'Not a directory'; fi
  exit 0
fi

if [ "$follow" = true ]; then set -- -L; else set --; fi
data fields "$(stat "$@" -c '%f %u %g %s %i %d %h %b %o %t %T %X %Y %Z|%x|%y|%z' -- "$path")"
data owner "$st_owner" group "$st_group"
for right in r w x; do
  if [ "-$right" = -r ] && [ -r "$path" ]; then data can r; fi
  if [ "-$right" = -w ] && [ -w "$path" ]; then data can w; fi
  if [ "-$right" = -x ] && [ -x "$path" ]; then data can x; fi
done

if [ "$st_type" = link ]; then
  target=$(readlink -n -- "$path" && echo .)
  data lnk_target "${target%.}"
  source=$(readlink -n -f -- "$path" && echo .) || source=$target
  data lnk_source "${source%.}"
fi
if [ "$st_type" = file ] && [ "$get_checksum" = true ] && [ -r "$path" ]; then
  sum=$("${checksum_algorithm}sum" <"$path") && data checksum "${sum%% *}"
fi
if [ "$get_mime" = true ]; then
  mime=''
  if have file; then mime=$(file --mime-type --mime-encoding --brief -- "$path" 2>/dev/null); fi
  data mime "$mime"
fi
if [ "$get_attributes" = true ] && [ "$st_type" != link ] && have lsattr; then
  data flags "$(lsattr -vd -- "$path" 2>/dev/null)"
fi
exit 0
