# shellcheck shell=sh disable=SC2154,SC2317
# elsewhere than where the user happens to be: another user may not look there
asked_chdir=${chdir-}
chdir=${chdir:-${TMPDIR:-/tmp}}
cd -- "$chdir" || fail "there is no directory $chdir"
if [ -n "${umask-}" ]; then umask "$umask"; fi
# a pip that is too old to know the option does not know the variable either
if [ "$break_system_packages" = true ]; then export PIP_BREAK_SYSTEM_PACKAGES=1; fi

# --- which pip ---

make_environment() {
  collected=''
  each_virtualenv_command collect
  eval "set -- $collected"
  if ! have "$1" && [ "$*" = virtualenv ]; then set -- "${virtualenv_python:-python3}" -m venv; fi
  have "$1" || fail "[Errno 2] No such file or directory: b'$1'"
  case "$*" in
    *venv*) ;;
    *) if [ -n "${virtualenv_python-}" ]; then set -- "$@" "-p$virtualenv_python"; fi ;;
  esac
  if [ "$virtualenv_site_packages" = true ]; then set -- "$@" --system-site-packages; fi
  case $virtualenv in /*) ;; *) virtualenv=$PWD/$virtualenv ;; esac
  ts_scratch
  mkdir -m 700 -- "$ts_file.here" || return
  # `python -m` looks for modules where it works, and anyone may put some into /tmp
  (if [ -z "$asked_chdir" ]; then cd -- "$ts_file.here" || exit; fi && "$@" "$virtualenv")
}

is_new=false
if [ -n "${virtualenv-}" ]; then
  if [ ! -x "$virtualenv/bin/activate" ] && [ ! -e "$virtualenv/bin/activate" ]; then
    is_new=true
    change virtualenv absent "$virtualenv" make_environment
  fi
  pip=$virtualenv/bin/pip3
  if [ "$is_new" = false ] && [ ! -e "$pip" ]; then pip=$virtualenv/bin/pip; fi
  PATH=$virtualenv/bin:$PATH
elif [ -n "${executable-}" ]; then
  pip=$(command -v -- "$executable") || {
    data rc 2
    fail "[Errno 2] No such file or directory: b'$executable'"
  }
else
  pip=$(command -v pip3 || command -v pip) || fail 'Unable to find any of pip3, pip to use. pip needs to be installed.'
fi
collected=''
collect "$pip"
if [ "$state" = absent ]; then collect uninstall -y; else collect install; fi
case $state in
  latest) collect -U ;;
  forcereinstall) collect -U --force-reinstall ;;
esac
each_extra_args collect
if [ "$editable" = true ]; then collect -e; fi
each_name collect
if [ -n "${requirements-}" ]; then collect -r "$requirements"; fi
command=$collected
eval "set -- $command"
for word do data cmd "$word"; done
if [ "$is_new" = true ] && [ ! -x "$pip" ]; then exit 0; fi

# --- what would it do? ---

installed=$(PIP_DISABLE_PIP_VERSION_CHECK=1 "$pip" list --format=freeze 2>/dev/null | sed 's/ @ .*//')

# names count without regard to case, - and _
plain() { printf '%s' "$1" | tr '[:upper:]_.' '[:lower:]--'; }
version_of() {
  wanted=$(plain "$1")
  printf '%s\n' "$installed" | while IFS= read -r each; do
    if [ "$(plain "${each%%==*}")" = "$wanted" ]; then printf '%s' "${each#*==}"; fi
  done
}

# sets todo: yes, no, or ask when only pip can tell
consider() {
  package=${1%%[<>=!~ ;]*} rest=''
  case $1 in *[\<\>=!~]*) rest=${1#"$package"} ;; esac
  package=${package%%\[*}
  case $1 in *://* | */* | .*) todo=$([ "$state" = absent ] && echo yes || echo ask) && return ;; esac
  version=$(version_of "$package")
  case $state:${version:+is}:$rest in
    absent:is:*) todo=yes ;;
    absent::*) ;;
    present:is:) ;;
    present:is:*) if [ "==$version" != "$rest" ] && [ "$todo" = no ]; then todo=ask; fi ;;
    present::*) todo=yes ;;
    *) if [ "$todo" = no ]; then todo=ask; fi ;;
  esac
}

todo=no
if [ -n "${requirements-}" ]; then todo=ask; fi
each_name consider
if [ "$state" = forcereinstall ] || [ "$editable" = true ]; then todo=yes; fi

would_change() {
  eval "PIP_DISABLE_PIP_VERSION_CHECK=1 $command --dry-run" >"$ts_file" 2>"$ts_file.err" || return 0
  cat -- "$ts_file" "$ts_file.err" | grep -q '^Would install' && return
  data_file stdout "$ts_file"
  data_file stderr "$ts_file.err"
  return 1
}

if [ "$todo" = ask ]; then
  ts_scratch
  if [ "$state" = absent ]; then
    todo=yes
  elif would_change; then
    todo=yes
  else
    todo=no
  fi
fi
if [ "$todo" = no ]; then exit 0; fi

run_pip() {
  eval "data_out stdout stderr rc $command"
  if [ "$ts_rc" -ne 0 ]; then fail "$(cat -- "$ts_file.out" "$ts_file.err")"; fi
}
change packages '' "$state" run_pip
exit 0
