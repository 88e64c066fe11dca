import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The command line that runs `argv` on a copy of this machine that is thrown away: an overlay of /, with processes,
 * mounts, host name and network of its own. `shared` directories are the real ones; `before` is a script that runs there
 * first. Needs root.
 */
export function throwAway(
  argv: readonly string[],
  { shared, before = ':' }: { readonly shared: readonly string[]; readonly before?: string },
): readonly string[] {
  const spaces = ['--mount', '--pid', '--uts', '--ipc', '--net', '--fork', '--kill-child'];
  const binds = [project, ...shared].filter((path) => existsSync(path));
  return [
    ...['unshare', ...spaces, '--propagation', 'private', 'sh', '-euc', enter, 'sh'],
    ...[String(binds.length), ...binds, before, ...argv],
  ];
}

// the upper layer lives in memory, in a place that / certainly has
const enter = `
count=$1; shift
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
mount --rbind /dev /mnt/root/dev
mount -t proc proc /mnt/root/proc
mount --rbind /sys /mnt/root/sys
mount -t tmpfs -o mode=700 tmpfs /mnt/root/root
while [ "$count" -gt 0 ]; do
  mkdir -p "/mnt/root$1"
  mount --rbind "$1" "/mnt/root$1"
  shift; count=$((count - 1))
done
ip link set lo up
# else it would be as the machine's own happens to be now
echo 1 >/proc/sys/net/ipv4/ip_forward
before=$1; shift
exec chroot /mnt/root sh -euc 'cd "$1"; (eval "$2"); shift 2; exec "$@"' sh "$PWD" "$before" "$@"
`;
