import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Timed {
  readonly ms: number;
  readonly exitCode: number | null;
  readonly output: string;
  /** The most memory the process itself held, in MB. */
  readonly rssMb: number;
}

export interface TimedOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  readonly limitMs?: number;
}

/** Runs a program to its end. */
export function timed(argv: readonly string[], options: TimedOptions = {}): Promise<Timed> {
  const begun = performance.now();
  const child = spawn(argv[0]!, argv.slice(1), {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    timeout: options.limitMs ?? 600_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  let rssMb = 0;
  const watch = setInterval(() => (rssMb = Math.max(rssMb, peakOf(child.pid))), 50);
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (exitCode) => {
      clearInterval(watch);
      resolve({ ms: performance.now() - begun, exitCode, output, rssMb });
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The same, for what must succeed. */
export async function expectDone(run: Promise<Timed>, what: string): Promise<Timed> {
  const done = await run;
  if (done.exitCode !== 0) throw new Error(`${what} ended with ${done.exitCode}:\n${done.output}`);
  return done;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Each round runs every one once, so that a busy minute of the machine falls on all. */
export async function interleave<K extends string>(
  rounds: number,
  runs: Readonly<Record<K, () => Promise<number>>>,
): Promise<Record<K, number>> {
  const names = Object.keys(runs) as K[];
  const all = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) all.get(name)!.push(await runs[name]());
  return Object.fromEntries(names.map((name) => [name, median(all.get(name)!)])) as Record<K, number>;
}
