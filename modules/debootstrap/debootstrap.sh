# shellcheck shell=sh disable=SC2154,SC2317
# A Debian or Ubuntu root is made beside its place and moved there when it is whole.
case $path in /*) ;; *) fail "path must be absolute: $path" ;; esac
path=${path%/}
if [ -z "$path" ]; then fail 'path must not be /'; fi

if [ -d "$path" ] && [ -n "$(ls -A -- "$path")" ]; then
  if [ ! -s "$path/var/lib/dpkg/status" ] || [ -d "$path/debootstrap" ]; then
    fail "$path is not empty, and not a finished root of Debian either; remove it first"
  fi
  data path "$path"
  data created false
  exit 0
fi

# the host's own sources: the first of the suite asked for, else the first
own_sources() {
  set +f
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/\[[^]]*\]//; s/^deb[[:space:]]\{1,\}//p' | awk '{ print $1, $2 }'
  cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk 'BEGIN { RS = ""; FS = "\n" } {
    uri = ""; suite = ""; deb = 0
    for (i = 1; i <= NF; i++) {
      n = split($i, word, /[ \t]+/)
      if (word[1] == "Types:") for (k = 2; k <= n; k++) if (word[k] == "deb") deb = 1
      if (word[1] == "URIs:") uri = word[2]
      if (word[1] == "Suites:") suite = word[2]
    }
    if (deb) print uri, suite }'
  set -f
}

if [ -z "${suite-}" ]; then suite=$(own_sources | awk 'NR == 1 { print $2 }'); fi
if [ -z "$suite" ]; then fail 'suite is required: the host has no sources of its own to take it from'; fi
if [ -z "${mirror-}" ]; then
  mirror=$(own_sources | suite=$suite awk '$2 == ENVIRON["suite"] { print $1; found = 1; exit } NR == 1 { first = $1 } END { if (!found) print first }')
fi
if [ -z "$mirror" ]; then fail 'mirror is required: the host has no sources of its own to take it from'; fi

if [ "$tool" = auto ]; then if have mmdebstrap; then tool=mmdebstrap; else tool=debootstrap; fi; fi
have "$tool" || fail "the host has no $tool"

make_root() {
  parent_of "$path"
  mkdir -p -- "$ts_parent" || return
  building=$(mktemp -d -- "$ts_parent/.tsplay.XXXXXX") || return
  chmod 755 "$building"
  bootstrap || { keep_log; drop_building; return 1; }
  sync_around "$building" || { drop_building; return 1; }
  if [ -d "$path" ]; then rmdir -- "$path" || return; fi
  mv -T -- "$building" "$path" && sync_path "$ts_parent"
}

# what was mounted in it stays; busybox has neither rm --one-file-system nor find -delete
drop_building() {
  find "$building" -xdev ! -type d -exec rm -f -- {} +
  find "$building" -xdev -depth -type d -exec rmdir -- {} +
}

bootstrap() {
  set -- ''
  if [ -n "${arch-}" ]; then set -- "$@" "--arch=$arch"; fi
  if [ -n "${variant-}" ]; then set -- "$@" "--variant=$variant"; fi
  if [ -n "$include" ]; then set -- "$@" "--include=$include"; fi
  if [ -n "$exclude" ] && [ "$tool" = debootstrap ]; then set -- "$@" "--exclude=$exclude"; fi
  if [ -n "$components" ]; then set -- "$@" "--components=$components"; fi
  if [ -n "${keyring-}" ]; then set -- "$@" "--keyring=$keyring"; fi
  if [ "$verify" = false ]; then
    if [ "$tool" = debootstrap ]; then set -- "$@" --no-check-gpg; else set -- "$@" '--aptopt=Acquire::AllowInsecureRepositories "true"'; fi
  fi
  shift
  ts_scratch
  log=$ts_file
  code_file=$ts_file.code
  # it is synced as a whole, so that dpkg need not do it file by file
  { DPKG_FORCE=unsafe-io "$tool" "$@" "$suite" "$building" "$mirror" 2>&1; echo $? >"$code_file"; } | while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in 'I: '*) progress "${line#I: }" ;; esac
  done
  [ "$(cat -- "$code_file")" = 0 ]
}

keep_log() {
  tail -n 20 -- "$log" >&2
  if [ -f "$building/debootstrap/debootstrap.log" ]; then tail -n 10 -- "$building/debootstrap/debootstrap.log" >&2; fi
}

data suite "$suite"
data mirror "$mirror"
data tool "$tool"
data created true
change state absent "$suite" make_root
data path "$path"
