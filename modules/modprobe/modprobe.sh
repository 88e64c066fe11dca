# shellcheck shell=sh disable=SC2154,SC2317
data name "$name"
data state "$state"
data params "$params"
# the kernel writes _ where files may have -
kernel_name=$(printf '%s' "$name" | tr - _)

is_loaded() {
  awk -v n="$kernel_name" '$1 == n { found = 1 } END { exit !found }' /proc/modules 2>/dev/null && return
  builtin=/lib/modules/$(uname -r)/modules.builtin
  [ -f "$builtin" ] && sed 's,.*/,,; s,\.ko$,,; s,-,_,g' "$builtin" | grep -qxF -- "$kernel_name"
}

load() {
  # shellcheck disable=SC2086 # parameters are words
  modprobe -- "$name" $params
}

if [ "$in_image" = true ]; then
  data msg "this is an image: what is loaded is left to the boot"
else
  have modprobe || absent 'the host has no modprobe'
  if is_loaded; then loaded=present; else loaded=absent; fi
  case $state:$loaded in
    present:absent) change state absent present load ;;
    absent:present) change state present absent modprobe -r -- "$name" ;;
  esac
fi

# --- at the boot ---

load_file=/etc/modules-load.d/$name.conf options_file=/etc/modprobe.d/$name.conf

# names_it FILE: is there a line that is the module?
names_it() { [ -f "$1" ] && grep -qE "^[[:space:]]*${pattern}[[:space:]]*([#;].*)?\$" "$1"; }
sets_options() { [ -f "$1" ] && grep -qE "^[[:space:]]*options[[:space:]]+${pattern}[[:space:]]" "$1"; }
pattern=$(printf '%s' "$name" | sed 's/[.+]/\\&/g')

# comment_out FILE PATTERN
comment_out() {
  text=$(sed -E "s/^[[:space:]]*($2)/#\\1/" "$1") || return
  put "$1" '' '' '' text "$text
"
}

# as_files FUNCTION DIRECTORY FILE…: for all *.conf of the directory, and the files
as_files() {
  function=$1 directory=$2
  shift 2
  set +f
  for file in "$directory"/*.conf "$@"; do
    set -f
    if [ -f "$file" ]; then "$function" "$file"; fi
  done
  set -f
}

note_loading() { if names_it "$1"; then is_persistent=true; fi; }
drop_loading() { if names_it "$1"; then change persistent present absent comment_out "$1" "${pattern}[[:space:]]*([#;].*)?\$"; fi; }
note_options() { if grep -qxF -- "options $name $params" "$1"; then has_options=true; fi; }
drop_options() { if sets_options "$1"; then change params present absent comment_out "$1" "options[[:space:]]+${pattern}[[:space:]].*"; fi; }

case $persistent in
  present)
    is_persistent=false has_options=false
    as_files note_loading /etc/modules-load.d /etc/modules
    if [ "$is_persistent" = false ]; then
      if [ ! -d /etc/modules-load.d ]; then change _directory absent /etc/modules-load.d mkdir -p /etc/modules-load.d; fi
      change persistent absent present put "$load_file" '' '' '' text "$name
"
    fi
    if [ -n "$params" ]; then
      as_files note_options /etc/modprobe.d
      if [ "$has_options" = false ]; then
        as_files drop_options /etc/modprobe.d
        change params '' "$params" put "$options_file" '' '' '' text "options $name $params
"
      fi
    fi
    ;;
  absent)
    as_files drop_loading /etc/modules-load.d /etc/modules
    as_files drop_options /etc/modprobe.d
    ;;
esac
exit 0
