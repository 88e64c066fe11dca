import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, copyFileSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect, type Connection } from '../../../lib/connect/connect.js';
import type { Become, Link } from '../../../lib/connect/link.js';
import type { Wrapper } from '../../../lib/remote/transport.js';
import { startSshd } from './start-sshd.js';

/** One way to a shell, as the contract suite walks it. */
export interface Way {
  readonly name: string;
  /** Tools of a full system are there, not only busybox. */
  readonly full: boolean;
  /** Cancelling is tried with a command that ignores TERM; it takes its two seconds. */
  readonly stubborn?: boolean;
  open(): OpenWay | Promise<OpenWay>;
}

export interface OpenWay {
  readonly connection: Connection;
  readonly become?: Become;
  close(): Promise<void>;
}

/** A wrapper of a user's: whatever the shell mounts or leaves running goes with it. */
const namespaceWrapper: Wrapper = (argv) => [
  ...['unshare', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child=KILL', '--'],
  ...argv,
];

export const ways: readonly Way[] = [
  { name: 'local dash', full: true, stubborn: true, open: () => openLocal('/usr/bin/dash') },
  { name: 'local bash', full: true, open: () => openLocal('/usr/bin/bash') },
  { name: 'local busybox', full: true, open: openBusybox },
  { name: 'local su', full: true, open: () => openLocal('/bin/sh', { method: 'su', user: 'root' }) },
  { name: 'local sudo', full: true, open: () => openLocal('/bin/sh', { method: 'sudo', user: 'root' }) },
  { name: 'chroot', full: false, open: () => openChroot({}) },
  { name: 'chroot in private namespaces', full: false, open: () => openChroot({ wrap: namespaceWrapper }) },
  { name: 'nspawn', full: false, open: () => openChroot({ connection: 'nspawn' }) },
  { name: 'ssh', full: true, open: openSsh },
  { name: 'ssh with a password and sudo', full: true, stubborn: true, open: openSshSudo },
  { name: 'ssh, then chroot', full: false, open: openSshChroot },
];

function openLocal(shell: string, become?: Become): OpenWay {
  const connection = connect({ connection: 'local', host: 'localhost', shell });
  return { connection, ...(become ? { become } : {}), close: () => connection.close() };
}

function openBusybox(): OpenWay {
  const dir = mkdtempSync(join(tmpdir(), 'tsplay-busybox-'));
  symlinkSync('/usr/bin/busybox', join(dir, 'sh'));
  const connection = connect({ connection: 'local', host: 'localhost', shell: join(dir, 'sh') });
  return { connection, close: () => connection.close().finally(() => rmSync(dir, { recursive: true })) };
}

function openChroot(more: Partial<Link>): OpenWay {
  const root = makeBusyboxRoot();
  const connection = connect({ connection: 'chroot', host: root, ...more });
  return { connection, close: () => connection.close().finally(() => removeRoot(root)) };
}

async function openSsh(): Promise<OpenWay> {
  const sshd = await startSshd();
  const connection = connect(sshd.link());
  return { connection, close: () => connection.close().finally(() => sshd.stop()) };
}

async function openSshSudo(): Promise<OpenWay> {
  const sshd = await startSshd({ withUser: true });
  const { privateKeyFile: _key, ...link } = sshd.link({ user: sshd.user, password: sshd.password });
  const connection = connect(link);
  const become = { method: 'sudo', user: 'root', password: sshd.password };
  return { connection, become, close: () => connection.close().finally(() => sshd.stop()) };
}

async function openSshChroot(): Promise<OpenWay> {
  const sshd = await startSshd();
  const root = makeBusyboxRoot();
  const connection = connect({ connection: 'chroot', host: 'image', root, inner: sshd.link() });
  const close = async (): Promise<void> => {
    await connection.close();
    removeRoot(root);
    await sshd.stop();
  };
  return { connection, close };
}

/** A whole system in one file: busybox with a link for each of its tools. */
export function makeBusyboxRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'tsplay-root-'));
  for (const dir of ['bin', 'usr/bin', 'etc', 'tmp', 'dev', 'proc', 'root'])
    mkdirSync(join(root, dir), { recursive: true });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'tmp'), 0o1777);
  copyFileSync('/usr/bin/busybox', join(root, 'bin/busybox'));
  chmodSync(join(root, 'bin/busybox'), 0o755);
  for (const tool of execFileSync('busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (tool !== 'busybox') symlinkSync('busybox', join(root, 'bin', tool));
  }
  for (const [library] of execFileSync('ldd', ['/usr/bin/busybox'], { encoding: 'utf8' }).matchAll(
    /\/\S+/g,
  )) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\n');
  execFileSync('mknod', ['-m', '666', join(root, 'dev/null'), 'c', '1', '3']);
  execFileSync('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  return root;
}

export function removeRoot(root: string): void {
  execFileSync('umount', [join(root, 'proc')]);
  rmSync(root, { recursive: true, force: true });
}
