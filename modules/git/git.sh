# shellcheck shell=sh disable=SC2154,SC2034,SC2317,SC2089,SC2090
if [ -z "${executable-}" ]; then executable=git; fi
have "$executable" || fail 'Failed to find required executable "git" in paths'
# without a place no checkout is there
dest=${dest:-/dev/null}
case $dest in ?*/) dest=${dest%/} ;; esac

# how git is to reach the other side; nothing of it is an argument of a program
ssh_options=''
if [ "$accept_newhostkey" = true ]; then ssh_options="$ssh_options -o StrictHostKeyChecking=accept-new"; fi
if [ "$accept_hostkey" = true ]; then ssh_options="$ssh_options -o StrictHostKeyChecking=no"; fi
if [ -n "${key_file-}" ]; then ssh_options="$ssh_options -i '$(printf '%s' "$key_file" | sed "s/'/'\\\\''/g")' -o IdentitiesOnly=yes"; fi
if [ -n "${ssh_opts-}$ssh_options" ]; then
  GIT_SSH_COMMAND="ssh ${ssh_opts-} -o BatchMode=yes$ssh_options"
  export GIT_SSH_COMMAND
fi
GIT_TERMINAL_PROMPT=0
export GIT_TERMINAL_PROMPT
if [ -n "${umask-}" ]; then umask "$umask"; fi

g() { "$executable" "$@"; }
in_repo() { "$executable" -C "$dest" "$@"; }

head_of() { g --git-dir="$git_dir" rev-parse --verify -q HEAD 2>/dev/null; }

git_dir=$dest/.git
if [ "$bare" = true ]; then git_dir=$dest; fi
if [ -f "$git_dir" ]; then git_dir=$(in_repo rev-parse --absolute-git-dir) || fail "$git_dir is no repository"; fi
is_there=false
if [ -f "$git_dir/config" ]; then is_there=true; fi

# a whole commit name; shorter ones could be branches or tags
is_sha() {
  case $1 in *[!0-9a-f]*) return 1 ;; esac
  [ ${#1} -eq 40 ] || [ ${#1} -eq 64 ]
}

# the commit that `version` is over there; '' when it is not a branch or tag
remote_version() {
  found=$(ask "$executable" ls-remote "$repo") || exit 1
  case $version in
    HEAD) printf '%s\n' "$found" | awk '$2 == "HEAD" { print $1; exit }' ;;
    *)
      printf '%s\n' "$found" | v=$version awk '
        $2 == "refs/tags/" ENVIRON["v"] "^{}" { peeled = $1 }
        $2 == "refs/heads/" ENVIRON["v"] { branch = $1 }
        $2 == "refs/tags/" ENVIRON["v"] { tag = $1 }
        $2 == ENVIRON["v"] { ref = $1 }
        END { if (branch) print branch; else if (peeled) print peeled; else if (tag) print tag; else print ref }'
      ;;
  esac
}

is_remote_branch() { g --git-dir="$git_dir" show-ref -q --verify "refs/remotes/$remote/$version"; }
is_tag() { g --git-dir="$git_dir" show-ref -q --verify "refs/tags/$version"; }

clone() {
  set -- clone --origin "$remote"
  if [ "$bare" = true ]; then
    set -- "$@" --bare
  elif [ "$recursive" = true ] && [ "$version" = HEAD ]; then
    set -- "$@" --recursive
  fi
  if [ -n "${depth-}" ] && [ -z "${refspec-}" ] && ! is_sha "$version"; then
    set -- "$@" --depth "$depth"
    if [ "$version" != HEAD ]; then set -- "$@" --branch "$version"; fi
  elif [ "$single_branch" = true ] && [ "$version" != HEAD ] && ! is_sha "$version"; then
    set -- "$@" --branch "$version"
  fi
  if [ "$single_branch" = true ]; then set -- "$@" --single-branch; fi
  if [ -n "${reference-}" ]; then set -- "$@" --reference "$reference"; fi
  if [ -n "${separate_git_dir-}" ]; then set -- "$@" "--separate-git-dir=$separate_git_dir"; fi
  mkdir -p -- "$(dirname -- "$dest")" || return
  g "$@" -- "$repo" "$dest" || return
  if [ -f "$git_dir" ]; then git_dir=$(in_repo rev-parse --absolute-git-dir) || return; fi
  if [ "$bare" = true ] && [ "$remote" != origin ]; then g --git-dir="$git_dir" remote add "$remote" "$repo"; fi
  if [ -n "${refspec-}" ]; then fetch || return; fi
  switch && sync_around "$dest"
}

fetch() {
  g --git-dir="$git_dir" remote set-url "$remote" "$repo" 2>/dev/null || g --git-dir="$git_dir" remote add "$remote" "$repo" || return
  set -- fetch --force
  if [ -n "${depth-}" ]; then set -- "$@" --depth "$depth"; fi
  if [ "$bare" = true ]; then
    set -- "$@" "$remote" '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*'
  elif [ -n "${depth-}" ] && [ "$version" != HEAD ] && ! is_sha "$version"; then
    if [ -n "$(ask "$executable" ls-remote --heads "$repo" "refs/heads/$version")" ]; then
      set -- "$@" "$remote" "+refs/heads/$version:refs/remotes/$remote/$version"
    else
      set -- "$@" "$remote" "+refs/tags/$version:refs/tags/$version"
    fi
  else
    set -- "$@" --tags "$remote"
    if [ "$single_branch" = false ]; then set -- "$@" "+refs/heads/*:refs/remotes/$remote/*"; fi
  fi
  if [ -n "${refspec-}" ]; then set -- "$@" "$refspec"; fi
  g --git-dir="$git_dir" "$@"
}

# what is checked out becomes what was asked for
switch() {
  if [ "$bare" = true ]; then return; fi
  if [ "$version" = HEAD ]; then
    branch=$(in_repo symbolic-ref -q --short "refs/remotes/$remote/HEAD" 2>/dev/null) || branch=''
    branch=${branch#"$remote"/}
    if [ -z "$branch" ]; then branch=$(ask "$executable" ls-remote --symref "$repo" HEAD | sed -n 's,^ref: refs/heads/\(.*\)\tHEAD$,\1,p'); fi
    if [ -n "$branch" ]; then
      in_repo checkout -f -B "$branch" "$remote/$branch" -- || return
    fi
  elif is_remote_branch; then
    in_repo checkout -f --no-track -B "$version" "$remote/$version" -- || return
    # a shallow clone knows no branch to follow
    in_repo branch -q --set-upstream-to "$remote/$version" "$version" 2>/dev/null || :
  else
    in_repo checkout -f "$version" -- || fail "Failed to checkout $version"
  fi
  if [ "$verify_commit" = true ]; then verify_version; fi
  submodules
}

# a good signature of the tag where it is an object of its own, else of the commit, by one of the keys that may
verify_version() {
  case $(in_repo cat-file -t "refs/tags/$version" 2>/dev/null) in
    tag) set -- verify-tag --raw "$version" ;;
    *) set -- verify-commit --raw HEAD ;;
  esac
  ts_scratch
  in_repo "$@" >"$ts_file.out" 2>"$ts_file.err" || {
    tell_failed "$?" "$ts_file" ''
    fail "Failed to verify GPG signature of commit/tag \"$version\""
  }
  if [ "$count_gpg_whitelist" -eq 0 ]; then return; fi
  # the key that signed, and behind it the primary one that it belongs to
  signers=$(awk '$2 == "VALIDSIG" { print $3, $12; exit }' "$ts_file.err")
  is_welcome=false
  each_gpg_whitelist welcome
  if [ "$is_welcome" = false ]; then
    fail "The gpg_whitelist does not include the public key \"${signers%% *}\" for this commit"
  fi
}

welcome() {
  case " $signers " in *" $1 "*) is_welcome=true ;; esac
}

submodules() {
  if [ "$recursive" = false ] || [ ! -f "$dest/.gitmodules" ]; then return 0; fi
  set -- submodule update --init --recursive
  if [ "$track_submodules" = true ]; then set -- "$@" --remote; fi
  if [ "$force" = true ]; then set -- "$@" --force; fi
  in_repo submodule sync --recursive >/dev/null || return
  in_repo "$@"
}

stale_submodules() {
  if [ "$bare" = true ] || [ "$recursive" = false ] || [ ! -f "$dest/.gitmodules" ]; then return 1; fi
  in_repo submodule status --recursive 2>/dev/null | grep -q '^[-+U]'
}

update() {
  fetch || return
  switch && sync_around "$dest"
}

make_archive() {
  case $archive in
    *.zip) kind=zip ;;
    *.tar.gz | *.tgz) kind=tar.gz ;;
    *.tar) kind=tar ;;
    *) fail "Unsupported archive format: $archive" ;;
  esac
  if [ -d "$archive" ]; then fail "archive ($archive) must be a file, not a directory"; fi
  ts_scratch
  made=$ts_file
  ref=$version
  if [ "$bare" = false ] || [ "$version" = HEAD ]; then ref=HEAD; fi
  g --git-dir="$git_dir" archive "--format=$kind" ${archive_prefix:+"--prefix=$archive_prefix"} "$ref" >"$made" || return
}

put_archive() {
  make_archive || fail "failed to make $archive"
  if [ -f "$archive" ] && cmp -s -- "$made" "$archive"; then return; fi
  change "archive $archive" '' "$after" put "$archive" '' '' '' file "$made"
}

# only_tell: what a clone would bring, as far as the remote says
only_tell() {
  wanted=$(remote_version) || exit 1
  data before ''
  change version '' "${wanted:-$version}"
  expect_wanted
  data after "$after"
  exit 0
}

expect_wanted() { after=${wanted:-$version}; }

# --- main ---

if [ -z "${repo-}" ]; then fail 'repo is required'; fi
before=''
if [ "$is_there" = false ]; then
  if [ "$clone" = false ]; then only_tell; fi
  if [ -d "$dest" ] && [ -n "$(ls -A -- "$dest")" ]; then fail "fatal: destination path '$dest' already exists and is not an empty directory."; fi
  in_check only_tell
  change version '' "$version" clone
else
  before=$(head_of)
  url=$(g --git-dir="$git_dir" config --get "remote.$remote.url")
  if [ "$bare" = false ] && [ -n "$(in_repo status --porcelain --untracked-files=no --ignore-submodules 2>/dev/null)" ]; then
    if [ "$force" = false ]; then
      data before "$before"
      fail "Local modifications exist in the destination: $dest (force=no)."
    fi
    data msg "Local modifications exist in the destination: $dest"
    change modifications 'local' '' in_repo reset --hard HEAD
  fi
  if [ "$update" = false ]; then
    data before "$before"
    data after "$before"
    if [ -n "${archive-}" ]; then
      after=$before
      put_archive
    fi
    exit 0
  fi
  if [ -n "$url" ] && [ "$url" != "$repo" ]; then data remote_url_changed true; else data remote_url_changed false; fi
  if is_sha "$version" && g --git-dir="$git_dir" cat-file -e "$version^{commit}" 2>/dev/null; then
    wanted=$(g --git-dir="$git_dir" rev-parse "$version^{commit}")
  else
    wanted=$(remote_version) || exit 1
    if [ -z "$wanted" ]; then wanted=$(g --git-dir="$git_dir" rev-parse --verify -q "$version^{commit}"); fi
    case $version in *[!0-9a-f]*) may_be_commit=false ;; *) may_be_commit=true ;; esac
    if [ -z "$wanted" ] && [ "$may_be_commit" = false ] && [ -z "${refspec-}" ]; then
      fail "Failed to checkout $version: $repo has no such branch or tag"
    fi
  fi
  # what is there already must be good, too
  if [ "$wanted" = "$before" ] && [ "$verify_commit" = true ] && [ "$bare" = false ]; then verify_version; fi
  if [ "$wanted" != "$before" ]; then
    change version "$before" "${wanted:-$version}" update
  elif stale_submodules; then
    change submodules stale current submodules
  elif [ "$bare" = false ] && [ "$version" != HEAD ] && ! is_sha "$version" && is_remote_branch &&
    [ "$(in_repo symbolic-ref -q --short HEAD)" != "$version" ]; then
    # the right commit, under another name: no change that anyone sees, as Ansible has it
    change _branch '' "$version" switch
  fi
fi
data before "$before"
after=$(head_of)
in_check expect_wanted
data after "$after"
in_check exit 0
if [ -n "${archive-}" ]; then put_archive; fi
