import { openShell, type Login } from './open-shell.js';

/**
 * Ends all that a shell has started, through a second shell of the same user: TERM, two seconds, KILL. The
 * shell itself lives on and tells the end of its call.
 *
 * False when nothing was found: the shell is in a process namespace of its own, or there is no /proc.
 */
export async function killTree(login: Login, pid: number): Promise<boolean> {
  const { channel } = await openShell(login, `ts_pid=${pid}; ${KILL_SCRIPT}`);
  channel.stdout.resume();
  channel.stderr.resume();
  const exit = await channel.exit;
  channel.kill();
  return exit.code === 0;
}

// All of the tree is stopped before any of it is killed: nothing can be started meanwhile. A stopped process
// must be continued to see the TERM. The numbers in /proc must be ours: a chroot may show another namespace's.
// No fork per process: a big tree must go at once.
const KILL_SCRIPT = `
ts_scan() {
  ts_all=''
  for ts_stat in /proc/[0-9]*/stat; do
    read -r ts_line <"$ts_stat" || continue
    ts_id=\${ts_line%% *}
    ts_line=\${ts_line##*) }
    ts_line=\${ts_line#? }
    ts_all="$ts_all $ts_id:\${ts_line%% *}"
  done
}
ts_add_children() {
  for ts_pair in $ts_all; do
    case $ts_pair in
      *:$1) case " $ts_found " in *" \${ts_pair%:*} "*) ;; *) ts_new="$ts_new \${ts_pair%:*}" ;; esac ;;
    esac
  done
}
ts_stop_below() {
  while :; do
    ts_scan
    ts_new=''
    for ts_one in $1 $ts_found; do ts_add_children "$ts_one"; done
    [ -n "$ts_new" ] || break
    kill -STOP $ts_new
    ts_found="$ts_found $ts_new"
  done 2>/dev/null
}
ts_wait_gone() {
  ts_wait=0
  while [ "$ts_wait" -lt "$1" ]; do
    ts_left=''
    for ts_one in $ts_found; do
      read -r ts_line 2>/dev/null <"/proc/$ts_one/stat" || continue
      case \${ts_line##*) } in Z*) ;; *) ts_left=1 ;; esac
    done 2>/dev/null
    [ -n "$ts_left" ] || return 0
    sleep 0.1
    ts_wait=$((ts_wait + 1))
  done
  return 1
}
read -r ts_self ts_line </proc/self/stat && [ "$ts_self" = "$$" ] && [ "$$" != "$ts_pid" ] || exit 3
ts_found=''
ts_stop_below "$ts_pid"
[ -n "$ts_found" ] || exit 3
kill -TERM $ts_found 2>/dev/null
kill -CONT $ts_found 2>/dev/null
ts_wait_gone 20 && exit 0
kill -STOP $ts_found 2>/dev/null
ts_stop_below ''
kill -KILL $ts_found 2>/dev/null
ts_wait_gone 10
exit 0
`;
