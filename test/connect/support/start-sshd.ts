import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Link } from '../../../lib/connect/link.js';

export interface TestSshd {
  readonly dir: string;
  readonly port: number;
  readonly pid: number;
  readonly keyFile: string;
  readonly knownHosts: string;
  /** A user with a password, who may sudo with it. Only this sshd knows them. */
  readonly user: string;
  readonly password: string;
  link(more?: Partial<Link>): Link;
  /** Processes that serve connections. */
  sessionPids(): number[];
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** More lines of sshd_config. */
  readonly config?: readonly string[];
  /** Default 127.0.0.1. */
  readonly listen?: string;
  /** A private copy of /etc/passwd, shadow and sudoers with one more user. */
  readonly withUser?: boolean;
}

/** An sshd of our own on a free port of 127.0.0.1, with keys made for it. */
export async function startSshd(options: SshdOptions = {}): Promise<TestSshd> {
  const dir = mkdtempSync(join(tmpdir(), 'tsplay-sshd-'));
  mkdirSync('/run/sshd', { recursive: true });
  const keyFile = makeKey(join(dir, 'user_key'));
  const hostKey = makeKey(join(dir, 'host_key'));
  const port = await freePort();
  const knownHosts = join(dir, 'known_hosts');
  writeFileSync(knownHosts, `[127.0.0.1]:${port} ${readFileSync(`${hostKey}.pub`, 'utf8')}`);
  const config = writeConfig(dir, port, hostKey, options);
  const user = 'tsplaytest';
  const password = `p'"$\\ ${Math.random().toString(36).slice(2)}`;
  const command = ['/usr/sbin/sshd', '-D', '-f', config, '-E', join(dir, 'log')];
  const argv = options.withUser
    ? [
        'unshare',
        '--mount',
        '--propagation',
        'private',
        'sh',
        '-c',
        privateUsers(dir, user, password),
        'sh',
        ...command,
      ]
    : command;
  // a test run that is killed leaves none behind
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], { stdio: 'ignore', detached: true });
  try {
    await waitForPort(port, child);
  } catch (error) {
    tryKill(child.pid!);
    throw error;
  }
  const sessionPids = (): number[] => childrenOf(child.pid!);
  return {
    dir,
    port,
    pid: child.pid!,
    keyFile,
    knownHosts,
    user,
    password,
    sessionPids,
    link: (more = {}) => ({
      connection: 'ssh',
      host: '127.0.0.1',
      port,
      user: 'root',
      agent: 'none',
      privateKeyFile: keyFile,
      knownHostsFiles: [knownHosts],
      sshConfigFile: 'none',
      ...more,
    }),
    async stop() {
      // one generation after the other: who dies before its children leaves them to an init that may never reap them
      for (const pids of [() => sessionPids().flatMap(childrenOf), sessionPids]) {
        pids().forEach(tryKill);
        for (let i = 0; i < 40 && pids().length > 0; i++) await sleep(25);
      }
      tryKill(child.pid!);
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export function makeKey(file: string, passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file]);
  return file;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function writeConfig(dir: string, port: number, hostKey: string, options: SshdOptions): string {
  const file = join(dir, 'sshd_config');
  writeFileSync(join(dir, 'authorized_keys'), readFileSync(join(dir, 'user_key.pub')));
  const lines = [
    ...(options.config ?? []),
    `Port ${port}`,
    `ListenAddress ${options.listen ?? '127.0.0.1'}`,
    `HostKey ${hostKey}`,
    `PidFile ${join(dir, 'pid')}`,
    `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
    'PasswordAuthentication yes',
    'LogLevel ERROR',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  execFileSync('chmod', ['755', dir]);
  return file;
}

/** Shell text that hides the user database behind copies and then becomes its arguments. */
function privateUsers(dir: string, user: string, password: string): string {
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], {
    input: `${password}\n`,
    encoding: 'utf8',
  }).trim();
  const copy = (name: string, line: string, mode: number): string => {
    const file = join(dir, name);
    writeFileSync(file, `${readFileSync(`/etc/${name}`, 'utf8').replace(/\n*$/, '\n')}${line}\n`, { mode });
    return `mount --bind ${file} /etc/${name}`;
  };
  mkdirSync(join(dir, 'home'), { mode: 0o700 });
  execFileSync('chown', ['45678:45678', join(dir, 'home')]);
  writeFileSync(join(dir, 'root-secret'), 'x', { mode: 0o600 });
  return [
    'set -e',
    copy('passwd', `${user}:x:45678:45678::${join(dir, 'home')}:/bin/sh`, 0o644),
    copy('group', `${user}:x:45678:`, 0o644),
    copy('shadow', `${user}:${hash}:19000:0:99999:7:::`, 0o640),
    copy('sudoers', `Defaults lecture=always\n${user} ALL=(ALL) ALL`, 0o440),
    'exec "$@"',
  ].join('\n');
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('sshd did not start');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}
