# shellcheck shell=sh disable=SC2154,SC2317,SC2034
if [ -z "${executable-}" ]; then executable=svn; fi
have "$executable" || fail 'Failed to find required executable "svn" in paths'

is_at_least_1_10() {
  svn_version=$("$executable" --version --quiet) || return
  svn_minor=${svn_version#*.}
  svn_minor=${svn_minor%%.*}
  [ "${svn_version%%.*}" -gt 1 ] || [ "$svn_minor" -ge 10 ]
}
if [ -n "${password-}" ]; then
  is_at_least_1_10 || fail 'svn before 1.10 takes a password only as an argument, which everyone at the host could read'
fi

# names of files are UTF-8 to Subversion, and in the locale C it knows no others than ASCII
svn_do() {
  if [ "$validate_certs" = false ]; then set -- --trust-server-cert "$@"; fi
  if [ -n "${username-}" ]; then set -- --username "$username" "$@"; fi
  ran="$executable --non-interactive --no-auth-cache $*"
  if [ -n "${password-}" ]; then
    printf '%s' "$password" | LC_ALL=C.UTF-8 "$executable" --non-interactive --no-auth-cache --password-from-stdin "$@"
  else
    LC_ALL=C.UTF-8 "$executable" --non-interactive --no-auth-cache "$@"
  fi
}

# svn_ask ARGUMENT…: sets said to what svn tells
svn_ask() { said=$(ask svn_do "$@") || exit 1; }

revision_in() { printf '%s\n' "$1" | sed -n '/^Revision: [0-9][0-9]*$/{p;q;}'; }

# sets state: the lines of the revision and the URL
look_state() {
  svn_ask info "$dest"
  state="$(revision_in "$said")
$(printf '%s\n' "$said" | sed -n '/^URL: /{p;q;}')"
}

has_local_changes() {
  svn_ask status --quiet --ignore-externals "$dest"
  printf '%s\n' "$said" | grep -q '^[^?X]'
}

# svn_follow ARGUMENT…: lets the working copy follow; files come, go or change only if svn says so
svn_follow() {
  svn_do "$@" >"$followed"
}
follow() {
  ts_scratch
  followed=$ts_file
  change _working_copy '' '' svn_follow "$@"
  if grep -q '^[ABDUCGE][[:space:]]' "$followed"; then has_changed=true; fi
}

check_out() { svn_do checkout "$@" -r "$revision" "$repo" "$dest" && sync_around "$dest"; }
export_() { svn_do export "$@" -r "$revision" "$repo" "$dest" && sync_around "$dest"; }
revert() { svn_do revert -R "$dest"; }

tell_after() {
  look_state
  data after "$state"
  exit 0
}

# what an update would bring, as the repository tells
only_tell() {
  svn_ask info -r "$revision" "$dest"
  before=$(revision_in "$state") after=$(revision_in "$said")
  data before "$before" after "$after"
  if [ "${before##* }" -lt "${after##* }" ]; then change revision "$before" "$after"; fi
  exit 0
}

# --- main ---

if [ "$export$update$checkout" = falsefalsefalse ]; then
  svn_ask info "$repo"
  data after "$(revision_in "$said")"
  exit 0
fi
if [ "$export" = true ]; then
  set --
  if [ "$force" = true ]; then set -- --force; fi
  change export '' "$revision" export_ "$@"
  exit 0
fi
if [ ! -e "$dest" ]; then
  if [ "$checkout" = false ]; then exit 0; fi
  change revision '' "$revision" check_out
  in_check exit 0
  data before ''
  tell_after
fi
if ! quiet svn_do info "$dest"; then
  if [ "$in_place" = false ]; then fail "ERROR: $dest folder already exists, but its not a subversion repository."; fi
  change revision '' "$revision" check_out --force
  in_check exit 0
  if has_local_changes && [ "$force" = true ]; then change modifications local '' revert; fi
  data before ''
  tell_after
fi
if [ "$update" = false ]; then exit 0; fi
is_modified=false has_changed=false
if has_local_changes; then is_modified=true; fi
if [ "$is_modified$force" = truefalse ]; then fail 'ERROR: modified files exist in the repository.'; fi
look_state
in_check only_tell
before=$state
data before "$before"
if [ "$switch" = true ]; then follow switch --revision "$revision" "$repo" "$dest"; fi
if [ "$is_modified" = true ]; then change modifications local '' revert; fi
follow update -r "$revision" "$dest"
look_state
if [ "$has_changed" = true ]; then
  change revision "$before" "$state"
  sync_around "$dest"
fi
data after "$state"
