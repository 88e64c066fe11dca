import { randomBytes } from 'node:crypto';
import { ConnectionLost } from './connection-lost.js';
import { quote } from './quote.js';
import type { Channel, Transport, Wrapper } from './transport.js';

/** How a shell is opened at a host, as a user: the way there, what goes around it, who answers prompts. */
export interface Login {
  readonly transport: Transport;
  readonly wrap?: Wrapper;
  readonly dialog?: Dialog;
  /** How long the shell may take to say hello. */
  readonly openMs: number;
  /** Default `/bin/sh`. */
  readonly shell?: string;
  /** Where temporary files may go. */
  readonly tempDir?: string;
  /** Told how the shell is started, without what it is told to do. */
  readonly onStart?: ((argv: readonly string[]) => void) | undefined;
}

/** Answers a password prompt on stderr, and says why a shell did not come. */
export interface Dialog {
  readonly prompt: RegExp;
  /** How long what looks like a prompt must stay the last word to be one. */
  readonly settleMs: number;
  readonly password?: string;
  /** The prompt came and there is no password, or came again after we answered. */
  refused(reason: 'no-password' | 'wrong-password', said: string): Error;
  /** The program ended without giving us a shell. */
  ended(code: number | null, said: string): Error;
}

export interface OpenedShell {
  readonly channel: Channel;
  /** Process id of the shell, as it sees itself. */
  readonly pid: number;
  /** What the shell says in BASH_VERSION: empty when it is no bash. */
  readonly bash: string;
  /** What the login printed before our shell spoke. */
  readonly noise: Buffer;
}

/**
 * Starts `sh -c 'hello; TAIL'` and waits for the hello; all that login scripts print before it is noise.
 * Nothing is written to the shell before the hello, so that a password prompt never eats a script.
 */
export async function openShell(login: Login, tail: string): Promise<OpenedShell> {
  const hello = randomBytes(16).toString('hex');
  const shell = login.shell ?? '/bin/sh';
  const boot = `printf '\\n%s %s %s\\n' ${quote(hello)} "$$" "\${BASH_VERSION-}"; ${tail}`;
  const around = login.wrap ?? ((argv) => argv);
  login.onStart?.(around([shell]));
  const channel = await login.transport.open(around([shell, '-c', boot]));
  for (const stream of [channel.stdin, channel.stdout, channel.stderr]) stream.on('error', () => {});
  try {
    return { channel, ...(await waitForHello(channel, hello, login)) };
  } catch (error) {
    channel.kill('SIGKILL');
    throw error;
  }
}

type Hello = Omit<OpenedShell, 'channel'>;

/** Listens to both streams of a new channel until the hello, a refusal, the end or too long a time settles it. */
function waitForHello(channel: Channel, hello: string, login: Login): Promise<Hello> {
  return new Promise((resolve, reject) => {
    let said = '';
    let out: Buffer = Buffer.alloc(0);
    let settled = false;
    const settle = (then: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      prompts.stop();
      channel.stdout.off('data', onOut).pause();
      channel.stderr.off('data', onErr).pause();
      then();
    };
    const refuse = (error: Error): void => settle(() => reject(error));
    const prompts = answerPrompts(channel, login.dialog, refuse);
    const timer = setTimeout(() => refuse(tooLate(login, said)), login.openMs);
    const onOut = (chunk: Buffer): void => {
      out = Buffer.concat([out, chunk]);
      const found = findHello(out, hello);
      if (!found) return out.length > MOST_NOISE ? refuse(tooNoisy()) : undefined;
      settle(() => {
        if (found.end < out.length) channel.stdout.unshift(out.subarray(found.end));
        const noise = Buffer.concat([Buffer.from(said), out.subarray(0, found.start)]);
        resolve({ pid: found.pid, bash: found.bash, noise });
      });
    };
    const onErr = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-MOST_SAID);
      prompts.look(said);
    };
    channel.stdout.on('data', onOut);
    channel.stderr.on('data', onErr);
    void channel.exit.then((exit) => {
      // The last words of a program may come after the news of its end.
      if (!settled) setTimeout(() => refuse(endedError(login, exit.code, exit.reason, said)), 20);
    });
  });
}

/** Where the hello stands in what the login printed, its line break included. */
function findHello(
  out: Buffer,
  hello: string,
): { start: number; end: number; pid: number; bash: string } | undefined {
  const start = out.indexOf(`\n${hello} `);
  const newline = start < 0 ? -1 : out.indexOf(0x0a, start + 1);
  if (newline < 0) return undefined;
  const [pid, bash = ''] = out.toString('latin1', start + 2 + hello.length, newline).split(' ');
  return { start, end: newline + 1, pid: Number(pid), bash };
}

/** Gives the password when a prompt has been the last word for long enough; once. */
function answerPrompts(
  channel: Channel,
  dialog: Dialog | undefined,
  refuse: (error: Error) => void,
): { look(said: string): void; stop(): void } {
  let answered = false;
  let promptedTo = 0;
  let timer: NodeJS.Timeout | undefined;
  const onPrompt = (asked: Dialog, said: string): void => {
    promptedTo = said.length;
    if (asked.password === undefined) return refuse(asked.refused('no-password', said));
    if (answered) return refuse(asked.refused('wrong-password', said));
    answered = true;
    channel.stdin.write(`${asked.password}\n`);
  };
  return {
    look(said) {
      clearTimeout(timer);
      if (dialog?.prompt.test(said.slice(promptedTo)))
        timer = setTimeout(() => onPrompt(dialog, said), dialog.settleMs);
    },
    stop: () => clearTimeout(timer),
  };
}

const tooLate = (login: Login, said: string): ConnectionLost =>
  new ConnectionLost('open', `the shell did not start within ${login.openMs / 1000} s${tailOf(said)}`);

const tooNoisy = (): ConnectionLost =>
  new ConnectionLost('protocol', `the login printed more than ${MOST_NOISE} bytes and no shell came`);

const MOST_NOISE = 1_000_000;
const MOST_SAID = 64_000;

function endedError(login: Login, code: number | null, reason: string | undefined, said: string): Error {
  if (login.dialog && reason === undefined) return login.dialog.ended(code, said);
  return new ConnectionLost('open', `${reason ?? `no shell: exit code ${code}`}${tailOf(said)}`);
}

const tailOf = (said: string): string => (said.trim() ? `: ${said.trim().slice(-500)}` : '');
