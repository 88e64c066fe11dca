# shellcheck shell=sh disable=SC2034,SC2154
# A generation that is a copy of the base, when there is none of the base as it is now; then published. All in one
# trip. `enter_text` and `seal_text` are programs of their own: one makes namespaces a place for the other.
# The newest generation that is nothing but a copy of this base.
find_made() {
  for each in $(finished_numbers | sort -rn); do
    if grep -q "\"base\":\"$base\",\"kind\":\"base\"" "$generations/$each/generation.json"; then
      printf '%s\n' "$each"
      return
    fi
  done
}

seal_inside() {
  ts_scratch
  if unshare --mount --pid --uts --ipc --fork --kill-child=KILL --propagation private -- \
    sh -c "$enter_text" enter "$root" "$seal_text" >"$ts_file" 2>"$ts_file.said" 3>&- 9>&-; then
    kernel=$(tail -n 1 "$ts_file")
  else
    fail "$(tail -n 5 "$ts_file.said")"
  fi
}

pass_gate() {
  ts_scratch
  gate_log=$ts_file.gate
  : >"$gate_log"
  number=$number.unfinished
  write_manifest=true
  gate
  number=${number%.unfinished}
  if [ -s "$gate_log" ]; then fail "generation $number of $image must not be published:
$(cat -- "$gate_log")"; fi
}

build_generation() {
  from=base
  prepare
  root=$generations/$number.unfinished/root
  seal_inside
  if [ -f "$root/usr/sbin/policy-rc.d" ] && [ ! -s "$root/usr/sbin/policy-rc.d" ]; then rm -f -- "$root/usr/sbin/policy-rc.d"; fi
  pass_gate
  finish
}

# The dev phase begins at the base: whoever forgot --phase production must hear of it.
tell_of_baked() {
  baked=$(current_number)
  if [ -z "$baked" ] || [ "$baked" = "$number" ]; then return; fi
  if grep -q '"kind":"baked"' "$generations/$baked/generation.json" 2>/dev/null; then
    warn "nodes will boot generation $number, a copy of the base, and no longer generation $baked, which was baked; 'tsplay image rollback' switches back"
  fi
}

if [ ! -d "$dir/base/root" ] && [ ! -d "$dir/generations" ]; then
  absent "there is no $dir: the role nfs_server makes it"
  change generation '' 'a first generation'
  exit 0
fi
take_lock
number=''
base=''
kind=base
made_by=\"$made\"
if [ "$build" = true ]; then
  [ -d "$dir/base/root" ] || fail "there is no $dir/base/root: the role nfs_server makes it"
  base=$(fingerprint "$dir/base/root")
  number=$(find_made)
  if [ -z "$number" ]; then change generation absent 'a copy of the base' build_generation; fi
else
  number=$(current_number)
fi
data generation "$number"
if [ -n "$number" ] && [ "$publish" = true ]; then
  wanted=$number
  if [ "$build" = true ]; then tell_of_baked; fi
  publish_it
fi
