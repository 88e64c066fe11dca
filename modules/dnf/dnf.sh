# shellcheck shell=sh disable=SC2154,SC2317
# dnf itself is asked what it would do (--assumeno); what it answers nothing to is done already.
tool=''
pick() { if [ -z "$tool" ] && have "$1"; then tool=$1; fi; }
each_tools pick
if [ -z "$tool" ]; then fail "the host has no $(each_tools printf '%s ')"; fi

collect "$tool"
each_options collect
command=$collected

# --- looking ---

look_for() {
  eval "$command -q repoquery --qf '%{name}|%{epoch}|%{version}|%{release}|%{arch}|%{repoid}\\n' \"\$@\"" >>"$ts_file" 2>"$ts_file.err" ||
    fail "$(cat -- "$ts_file.err")"
}

if [ -n "${list-}" ]; then
  ts_scratch
  case $list in
    installed | available) look_for "--$list" ;;
    updates | upgrades) look_for --upgrades ;;
    repos | repositories) eval "$command -q repolist" | awk 'NR > 1 { print $1 }' >"$ts_file" ;;
    *)
      # without a word about it, what is installed is left out
      look_for --installed -- "$list"
      look_for --available -- "$list"
      ;;
  esac
  data_file list "$ts_file"
  exit 0
fi

is_installed() {
  case $1 in @* | */* | *'*'*) return 1 ;; esac
  rpm --root="$installroot" -q --whatprovides "$1" >/dev/null 2>&1 || rpm --root="$installroot" -q "$1" >/dev/null 2>&1
}

# --- asking, then doing ---

# plan VERB WORD…: sets plan, one `WORD NAME-VERSION.ARCH` a line
plan() {
  ts_scratch
  said=$ts_file
  # shellcheck disable=SC2034 # the eval
  eval "$command --assumeno \"\$@\"" >"$said" 2>"$said.err"
  code=$?
  plan=$(awk '
    function say() { sub(/^[0-9]+:/, "&", word[3]); print kind ": " word[1] "-" word[3] "." word[2] }
    /^(Installing|Upgrading|Updating|Reinstalling|Downgrading|Removing)/ {
      kind = /^Installing/ ? "Installed" : /^Upgrading|^Updating/ ? "Installed" : /^Reinstalling/ ? "Reinstalled" : /^Downgrading/ ? "Downgraded" : "Removed"; n = 0; next }
    /^Transaction Summary/ { exit }
    kind && /^ / {
      if ($1 == "replacing") next
      for (i = 1; i <= NF; i++) word[++n] = $i
      if (n >= 5) { say(); n = 0 }
      next
    }
    { kind = /^$/ ? "" : kind }' "$said")
  if [ -n "$plan" ] || [ "$code" -eq 0 ]; then return; fi
  missing=$(sed -n 's/^No match for argument: //p; s/^No package \(.*\) available.*/\1/p; s/^Module or Group .\(.*\). is not available.*/\1/p' "$said" "$said.err" | sort -u)
  if [ -n "$missing" ]; then
    data missing "$missing"
    fail 'Failed to install some of the specified packages'
  fi
  # an answer of no ends with an error too
  if grep -q 'Operation aborted' "$said" "$said.err"; then return; fi
  fail "'$tool $*' failed: $(cat -- "$said.err")"
}

carry_out() {
  key=$1
  shift
  plan "$@"
  if [ -z "$plan" ]; then return; fi
  if [ "$allow_downgrade" = false ] && printf '%s\n' "$plan" | grep -q '^Downgraded: '; then return; fi
  data results "$plan"
  change "$key" '' "$plan" do_it "$@"
}

do_it() { eval "$command -y \"\$@\""; }

if [ "$update_cache" = true ]; then change _cache '' now do_it makecache --refresh; fi

collected='' collected_count=$((collected_count + 1000))
want_absent() {
  case $1 in *[*@/]*) collect "$1" ;; *) if is_installed "$1"; then collect "$1"; fi ;; esac
}
want_present() { if ! is_installed "$1"; then collect "$1"; fi; }
# an installed package is upgraded, others are installed: two verbs of dnf
want_latest() {
  case $1:$pass in
    '*:'*) every=true ;;
    *:upgrade) if is_installed "$1"; then collect "$1"; fi ;;
    *) if [ "$update_only" = false ] && ! is_installed "$1"; then collect "$1"; fi ;;
  esac
}
every=false pass=install
each_name "want_$state"
if [ "$every" = true ]; then carry_out upgrade upgrade; fi
if [ -n "$collected" ]; then
  case $state in
    absent) eval "carry_out remove remove -- $collected" ;;
    present) eval "carry_out install install -- $collected" ;;
    latest) eval "carry_out install install -- $collected" ;;
  esac
elif [ "$autoremove" = true ] && [ "$count_name" -eq 0 ]; then
  carry_out autoremove autoremove
fi
if [ "$state" = latest ]; then
  collected='' pass=upgrade
  each_name want_latest
  if [ -n "$collected" ]; then eval "carry_out upgrade upgrade -- $collected"; fi
fi
exit 0
