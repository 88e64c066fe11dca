import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ImageHost } from '../../lib/image/hold.js';
import type { ImagePlace } from '../../lib/image/image-place.js';
import { makeCpio } from './make-cpio.js';

/** This machine as the control host. */
export const host: ImageHost = { link: { connection: 'local', host: 'localhost' } };

export interface Scratch {
  readonly dir: string;
  readonly place: ImagePlace;
  readonly image: string;
  readonly base: string;
  remove(): void;
}

/** An image whose base is busybox, a kernel that is a header, and an initramfs that is made by a copy. */
export function makeImage(): Scratch {
  const dir = mkdtempSync('/var/tmp/tsplay-image-');
  const place = { image: 'tiny', images: join(dir, 'images') };
  const image = join(place.images, 'tiny');
  const base = join(image, 'base/root');
  fillBase(base);
  return { dir, place, image, base, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function fillBase(base: string): void {
  for (const each of [
    'bin',
    'etc/ssh',
    'usr/bin',
    'usr/sbin',
    'lib64',
    'root',
    'var/log',
    'tmp',
    'proc',
    'sys',
    'dev',
    'run',
  ])
    mkdirSync(join(base, each), { recursive: true });
  copyBusybox(base);
  writeFileSync(join(base, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(base, 'etc/shadow'), 'root:*:19000:0:99999:7:::\n', { mode: 0o600 });
  writeFileSync(join(base, 'etc/machine-id'), '0123456789abcdef0123456789abcdef\n');
  writeFileSync(join(base, 'etc/ssh/ssh_host_ed25519_key'), 'key of the builder\n', { mode: 0o600 });
  addBootFiles(base);
}

/** A kernel that is a header, and an initramfs that is made by a copy, in the place of what a base has. */
export function addBootFiles(base: string): void {
  mkdirSync(join(base, 'boot'), { recursive: true });
  mkdirSync(join(base, 'lib/modules/6.1.0-1'), { recursive: true });
  writeFileSync(join(base, 'boot/vmlinuz-6.1.0-1'), makeKernel('6.1.0-1'), { mode: 0o600 });
  writeFileSync(
    join(base, 'lib/modules/6.1.0-1/modules.builtin'),
    'kernel/fs/nfs/nfs.ko\nkernel/drivers/net/virtio_net.ko\n',
  );
  writeFileSync(join(base, 'initrd.source'), goodInitrd());
  writeFileSync(
    join(base, 'usr/sbin/update-initramfs'),
    '#!/bin/sh\n[ "$2" = -k ] && umask 077 && cat /initrd.source >/boot/initrd.img-$3\n',
    { mode: 0o755 },
  );
}

function copyBusybox(base: string): void {
  const libraries = execFileSync('ldd', ['/usr/bin/busybox'], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const library of libraries.filter((each) => existsSync(each))) {
    mkdirSync(join(base, library, '..'), { recursive: true });
    execFileSync('cp', ['-L', library, join(base, library)]);
  }
  execFileSync('cp', ['/usr/bin/busybox', join(base, 'bin/busybox')]);
  for (const tool of [
    'sh',
    'env',
    'cat',
    'ls',
    'ln',
    'rm',
    'mv',
    'chmod',
    'chown',
    'find',
    'sort',
    'tail',
    'head',
    'mkdir',
    'mktemp',
    'truncate',
    'sleep',
    'stat',
    'sync',
    'sha1sum',
    'sha256sum',
    'tee',
    'id',
    'touch',
    'mknod',
    'cut',
    'awk',
    'readlink',
    'mount',
    'hostname',
    'chroot',
  ])
    symlinkSync('../../bin/busybox', join(base, 'usr/bin', tool));
  symlinkSync('busybox', join(base, 'bin/sh'));
}

/** The header of a bzImage tells its release through a pointer at byte 526. */
export function makeKernel(release: string): Buffer {
  const kernel = Buffer.alloc(4096, 1);
  kernel.writeUInt16LE(0x300, 526);
  kernel.write(`${release} (someone@somewhere) #1 SMP\0`, 0x500, 'latin1');
  return kernel;
}

export const OVERLAY_SCRIPT = `#!/bin/sh
case \${1:-} in
  prereqs) echo; exit 0 ;;
esac
. /scripts/functions
mount -n -o move "$rootmnt" /lower || mount -n --move "$rootmnt" /lower || panic lower
mount -n -t tmpfs -o size=50%,mode=0755 tmpfs /ram || panic ram
mount -n -t overlay -o lowerdir=/lower,upperdir=/ram/upper,workdir=/ram/work overlay "$rootmnt" || panic overlay
mount -n -o move /lower "$rootmnt/mnt/nfs_root" || panic move
`;

export interface InitrdParts {
  readonly stage?: string;
  readonly name?: string;
  readonly script?: string | null;
  readonly order?: string;
  readonly modules?: readonly string[];
  readonly version?: string;
  readonly functions?: string;
  readonly more?: readonly string[];
}

/** An initrd as initramfs-tools makes it, as far as the check looks. */
export function makeInitrd({
  stage = 'init-bottom',
  name = 'overlayroot',
  script = OVERLAY_SCRIPT,
  order,
  modules,
  version = '6.1.0-1',
  functions = '',
  more = [],
}: InitrdParts = {}): Buffer {
  const paths = modules ?? ['fs/overlayfs/overlay.ko', 'fs/nfs/nfs.ko.zst', 'drivers/net/virtio_net.ko.xz'];
  return makeCpio([
    ...paths.map((path) => [`usr/lib/modules/${version}/kernel/${path}`, ''] as const),
    ['scripts/functions', functions],
    ...more.map((name) => [name, ''] as const),
    [
      'scripts/init-bottom/udev',
      'mount -n -o move /dev "${rootmnt}/dev" || mount -n --move /dev "${rootmnt}/dev"\n',
    ],
    [
      'scripts/init-bottom/ORDER',
      order ?? `/scripts/init-bottom/${name} "$@"\n/scripts/init-bottom/udev "$@"\n`,
    ],
    ...(script === null ? [] : [[`scripts/${stage}/${name}`, script] as const]),
  ]);
}

export const goodInitrd = (): Buffer => makeInitrd();

/** Names, modes and contents of a tree, as one word. */
export function hashOf(tree: string): string {
  const list = execFileSync('sh', [
    '-c',
    'cd "$1" && { find . -printf "%p %y %m %U %G %l %s\\n"; find . -type f -exec sha256sum {} +; } | sort',
    'sh',
    tree,
  ]);
  return createHash('sha256').update(list).digest('hex');
}

/** What must hold at every moment at which nothing of ours runs. */
export function whatIsLeft(scratch: Scratch): string[] {
  const left: string[] = [];
  for (const pid of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      if (readFileSync(`/proc/${pid}/mountinfo`, 'utf8').includes(scratch.dir))
        left.push(`mount seen by ${pid}`);
      if (readlinkSync(`/proc/${pid}/root`).startsWith(scratch.dir)) left.push(`process ${pid} in the image`);
    } catch {
      // It is gone.
    }
  }
  const temps = execFileSync('find', [scratch.dir, '-name', '.tsplay*'], { encoding: 'utf8' });
  for (const temp of temps.split('\n').filter(Boolean)) left.push(`temporary ${temp}`);
  if (existsSync(join(scratch.image, '.lock'))) {
    try {
      execFileSync('flock', ['-n', join(scratch.image, '.lock'), 'true']);
    } catch {
      left.push('the lock');
    }
  }
  return left;
}

export const generationsIn = (scratch: Scratch): string[] =>
  existsSync(join(scratch.image, 'generations'))
    ? readdirSync(join(scratch.image, 'generations')).sort()
    : [];

export function currentOf(scratch: Scratch): string | undefined {
  try {
    return readlinkSync(join(scratch.image, 'boot/current'));
  } catch {
    return undefined;
  }
}

/** A boot file of a node, before a generation is filled in. */
export function addNode(scratch: Scratch, mac: string, words = ''): void {
  const nodes = join(scratch.image, 'boot/nodes');
  mkdirSync(nodes, { recursive: true });
  chmodSync(nodes, 0o755);
  writeFileSync(
    join(nodes, `${mac}.pxelinux.in`),
    `DEFAULT tiny
LABEL tiny
  KERNEL images/tiny/@generation@/vmlinuz
  INITRD images/tiny/@generation@/initrd.img
  APPEND root=/dev/nfs nfsroot=10.0.0.1:/srv/generations/@generation@/root,vers=3,tcp ip=dhcp BOOTIF=01-${mac} ro panic=30 console=ttyS0 systemd.machine_id=0123456789abcdef0123456789abcdef tsplay.gen=@generation@ ${words}
`,
  );
}
