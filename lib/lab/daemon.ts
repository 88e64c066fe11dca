import { spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync, readdirSync, rmSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process the lab left running: who it is, surely (a pid alone may have been reused). */
export interface Daemon {
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
}

/**
 * Starts a process that outlives us. It writes its own pid and start time to `<dir>/run/<name>` before it
 * becomes the wanted program, so that there is no moment in which it runs unremembered.
 */
export async function startDaemon(dir: string, name: string, argv: readonly string[]): Promise<Daemon> {
  mkdirSync(join(dir, 'run'), { recursive: true });
  mkdirSync(join(dir, 'log'), { recursive: true });
  const log = openSync(join(dir, 'log', `${name}.log`), 'w');
  const record = join(dir, 'run', name);
  rmSync(record, { force: true });
  const child = spawn('sh', ['-c', 'cat /proc/$$/stat >"$0" && exec "$@"', record, ...argv], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
  });
  closeSync(log);
  const ended = new Promise<number | null>((resolve) =>
    child.on('exit', resolve).on('error', () => resolve(null)),
  );
  const code = await Promise.race([ended, sleep(300).then(() => 'running' as const)]);
  child.unref();
  const daemon = daemonNamed(dir, name);
  if (code !== 'running' || !daemon) throw new Error(`${name} did not start:\n${logOf(dir, name)}`);
  return daemon;
}

/** The remembered daemon of this name, when it is still alive. */
export function daemonNamed(dir: string, name: string): Daemon | undefined {
  const record = join(dir, 'run', name);
  const stat = existsSync(record) ? parseStat(readFileSync(record, 'utf8')) : undefined;
  return stat && isAlive(stat) ? { name, ...stat } : undefined;
}

export function daemonsOf(dir: string): readonly Daemon[] {
  const run = join(dir, 'run');
  if (!existsSync(run)) return [];
  return readdirSync(run).flatMap((name) => daemonNamed(dir, name) ?? []);
}

/** Asks with `signal`, and after `graceMs` insists. */
export async function stopDaemon(
  daemon: Daemon,
  graceMs = 5000,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (isAlive(daemon)) process.kill(daemon.pid, signal);
  const end = Date.now() + graceMs;
  while (isAlive(daemon) && Date.now() < end) await sleep(50);
  if (isAlive(daemon)) process.kill(daemon.pid, 'SIGKILL');
  while (isAlive(daemon) && Date.now() < end + 5000) await sleep(50);
}

export function isAlive(who: { readonly pid: number; readonly startTime: string }): boolean {
  const file = `/proc/${String(who.pid)}/stat`;
  try {
    const text = readFileSync(file, 'utf8');
    return parseStat(text)?.startTime === who.startTime && !/\) [ZX] /.test(text);
  } catch {
    return false;
  }
}

/** pid and start time (field 22) out of /proc/<pid>/stat; the name in field 2 may hold anything. */
function parseStat(text: string): { pid: number; startTime: string } | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const startTime = fields[19];
  return startTime === undefined ? undefined : { pid: Number.parseInt(text, 10), startTime };
}

function logOf(dir: string, name: string): string {
  const file = join(dir, 'log', `${name}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
}
