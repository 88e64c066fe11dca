import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { TsplayError } from '../../lib/core/problem.js';
import { textOf } from '../../lib/remote/bytes.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import type { Session } from '../../lib/remote/session.js';

export interface RsyncSaid {
  readonly argv: readonly string[];
  readonly rc: number;
  readonly stdout: string;
  readonly stderr: string;
}

// What rsync starts in place of ssh: descriptor 4 takes the command for the far end and gives its exit code, 3 carries
// its streams.
const bridge = `sh -c 'shift; printf "%s " "$@" >&4; printf "\\0" >&4; exec 5<&0; cat <&5 >&3 & cat <&3; read -r code <&4; exit "$code"' bridge`;

/**
 * Runs rsync at this machine.
 * @param session the way to the other end, when that is at a host
 */
export async function runRsync(
  argv: readonly string[],
  signal: AbortSignal,
  session?: Session,
): Promise<RsyncSaid> {
  const [program = '', ...words] = argv;
  if (session === undefined) {
    const child = spawn(program, words, { signal, stdio: ['ignore', 'pipe', 'pipe'] });
    return { argv, ...(await answerOf(child)) };
  }
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'];
  const child = spawn(program, [`--rsh=${bridge}`, ...words], { signal, stdio });
  try {
    const [answer, far] = await Promise.all([answerOf(child), carry(child, session)]);
    return { argv, ...answer, stderr: answer.stderr + far };
  } finally {
    child.kill();
  }
}

async function answerOf(child: ChildProcess): Promise<Omit<RsyncSaid, 'argv'>> {
  const ended = new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => resolve(code ?? 255));
    child.once('error', (cause) => reject(cannotStart(cause)));
  });
  const [rc, stdout, stderr] = await Promise.all([ended, buffer(child.stdout!), buffer(child.stderr!)]);
  for (const stream of child.stdio.slice(3)) stream?.destroy();
  return { rc, stdout: textOf(stdout), stderr: textOf(stderr) };
}

const cannotStart = (cause: Error): TsplayError =>
  new TsplayError({
    code: 'no-rsync',
    message: `rsync does not start on the control host: ${cause.message}`,
  });

/** Joins rsync's streams with those of its other half at the host; gives what that said on standard error. */
async function carry(child: ChildProcess, session: Session): Promise<string> {
  const [near, asking] = child.stdio.slice(3) as [Duplex, Duplex];
  for (const stream of [near, asking]) stream.on('error', () => {});
  const command = await untilZero(asking);
  if (command === undefined) return '';
  const channel = await session.start(command);
  child.once('exit', () => channel.stdin.end());
  near.pipe(channel.stdin);
  channel.stdout.pipe(near);
  const said = await buffer(channel.stderr);
  const exit = await channel.exit;
  asking.end(`${exit.code ?? 255}\n`);
  if (exit.reason !== undefined)
    throw new ConnectionLost('call', `connection lost during rsync: ${exit.reason}`);
  return textOf(said);
}

// Nothing when rsync has ended before it asked for the far end. The stream stays open: the answer goes back on it.
function untilZero(stream: Readable): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = Buffer.alloc(0);
    stream.once('close', () => resolve(undefined));
    stream.on('data', (chunk: Buffer) => {
      text = Buffer.concat([text, chunk]);
      if (text.at(-1) === 0) resolve(textOf(text.subarray(0, -1)).trimEnd());
    });
  });
}
