import { spawn } from 'node:child_process';
import type { Channel, Exit, Transport } from '../remote/transport.js';
import { ConnectionLost } from '../remote/connection-lost.js';

export interface LocalOptions {
  /** Where commands start. Default: where we are. */
  readonly cwd?: string;
}

/** Processes of this machine. Each has its own session: a Ctrl-C at our terminal does not reach it. */
export function localTransport(options: LocalOptions = {}): Transport {
  const open = new Set<Channel>();
  return {
    async open(argv) {
      const channel = await spawnChannel(argv, options);
      open.add(channel);
      void channel.exit.then(() => open.delete(channel));
      return channel;
    },
    close() {
      for (const channel of open) channel.kill('SIGTERM');
      return Promise.resolve();
    },
  };
}

/** Runs a program of this machine as a channel. */
export function spawnChannel(argv: readonly string[], options: LocalOptions = {}): Promise<Channel> {
  const [command = '/bin/sh', ...rest] = argv;
  const child = spawn(command, rest, {
    detached: true,
    stdio: 'pipe',
    ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
  const exit = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? { code, signal } : { code }));
    child.once('error', () => resolve({ code: 127 }));
  });
  let ended = false;
  void exit.then(() => (ended = true));
  const kill = (signal?: NodeJS.Signals): void => {
    if (ended) return destroyAll(child.stdin, child.stdout, child.stderr);
    if (signal && child.pid !== undefined) endGroup(child.pid, signal, () => ended);
    else child.stdin.end();
  };
  return new Promise((resolve, reject) => {
    child.once('spawn', () =>
      resolve({ stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, exit, kill }),
    );
    child.once('error', (error: NodeJS.ErrnoException) => reject(spawnError(command, error, options)));
  });
}

/** A container's keeper takes its processes along only when it is asked to end before it is killed. */
function endGroup(pid: number, signal: NodeJS.Signals, isEnded: () => boolean): void {
  if (signal !== 'SIGKILL') return killGroup(pid, signal);
  killGroup(pid, 'SIGTERM');
  setTimeout(() => isEnded() || killGroup(pid, 'SIGKILL'), GRACE_MS);
}

const GRACE_MS = 500;

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

// A process left in the background may hold the pipes; they must not keep us alive.
function destroyAll(...streams: readonly { destroy(): void }[]): void {
  for (const stream of streams) stream.destroy();
}

function spawnError(command: string, error: NodeJS.ErrnoException, options: LocalOptions): ConnectionLost {
  if (error.code === 'ENOENT' && options.cwd)
    return new ConnectionLost(
      'open',
      `cannot start ${command} in ${options.cwd}: no such program or directory`,
    );
  return new ConnectionLost(
    'open',
    error.code === 'ENOENT' ? `there is no program ${command}` : `cannot start ${command}: ${error.message}`,
  );
}
