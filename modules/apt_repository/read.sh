# shellcheck shell=sh disable=SC2154
have apt-get || fail 'Module apt_repository is not supported on target: it has no apt-get'
set +f
for file in /etc/apt/sources.list "$parts"/*.list; do
  if [ -f "$file" ]; then
    data file "$file"
    data_file text "$file"
  fi
done
for release in /etc/os-release /usr/lib/os-release; do
  if [ ! -r "$release" ]; then continue; fi
  while IFS='=' read -r name value; do
    value=${value#[\'\"]}
    case $name in VERSION_CODENAME) data codename "${value%[\'\"]}" ;; esac
  done <"$release"
  break
done
