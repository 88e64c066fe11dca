# shellcheck shell=sh disable=SC2154
have apt-get || fail 'Module apt_repository is not supported on target: it has no apt-get'
set +f
for file in /etc/apt/sources.list "$parts"/*.list; do
  if [ -f "$file" ]; then
    data file "$file"
    data_file text "$file"
  fi
done
