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
  const boot = `printf '\\n%s %s\\n' ${quote(hello)} "$$"; ${tail}`;
  const argv = [shell, '-c', boot];
  const channel = await login.transport.open(login.wrap ? login.wrap(argv) : argv);
  for (const stream of [channel.stdin, channel.stdout, channel.stderr]) stream.on('error', () => {});
  try {
    const { pid, noise } = await waitForHello(channel, hello, login);
    return { channel, pid, noise };
  } catch (error) {
    channel.kill('SIGKILL');
    throw error;
  }
}

function waitForHello(
  channel: Channel,
  hello: string,
  login: Login,
): Promise<{ pid: number; noise: Buffer }> {
  return new Promise((resolve, reject) => {
    let out: Buffer = Buffer.alloc(0);
    let said = '';
    let prompts = 0;
    let promptedTo = 0;
    let promptTimer: NodeJS.Timeout | undefined;
    const timer = setTimeout(
      () =>
        settle(() =>
          reject(
            new ConnectionLost(
              'open',
              `the shell did not start within ${login.openMs / 1000} s${tailOf(said)}`,
            ),
          ),
        ),
      login.openMs,
    );
    const onOut = (chunk: Buffer): void => {
      out = Buffer.concat([out, chunk]);
      const at = out.indexOf(`\n${hello} `);
      const newline = at < 0 ? -1 : out.indexOf(0x0a, at + 1);
      if (newline < 0) {
        if (out.length > MOST_NOISE)
          settle(() =>
            reject(
              new ConnectionLost(
                'protocol',
                `the login printed more than ${MOST_NOISE} bytes and no shell came`,
              ),
            ),
          );
        return;
      }
      const pid = Number(out.toString('latin1', at + 2 + hello.length, newline));
      settle(() => {
        if (newline + 1 < out.length) channel.stdout.unshift(out.subarray(newline + 1));
        resolve({ pid, noise: Buffer.concat([Buffer.from(said), out.subarray(0, at)]) });
      });
    };
    const onErr = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-MOST_SAID);
      clearTimeout(promptTimer);
      const dialog = login.dialog;
      if (dialog?.prompt.test(said.slice(promptedTo)))
        promptTimer = setTimeout(() => onPrompt(dialog), dialog.settleMs);
    };
    const onPrompt = (dialog: Dialog): void => {
      promptedTo = said.length;
      prompts++;
      if (dialog.password === undefined) settle(() => reject(dialog.refused('no-password', said)));
      else if (prompts > 1) settle(() => reject(dialog.refused('wrong-password', said)));
      else channel.stdin.write(`${dialog.password}\n`);
    };
    let settled = false;
    const settle = (then: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      clearTimeout(promptTimer);
      channel.stdout.off('data', onOut).pause();
      channel.stderr.off('data', onErr).pause();
      then();
    };
    channel.stdout.on('data', onOut);
    channel.stderr.on('data', onErr);
    void channel.exit.then((exit) => {
      // The last words of a program may come after the news of its end.
      if (!settled)
        setTimeout(() => settle(() => reject(endedError(login, exit.code, exit.reason, said))), 20);
    });
  });
}

const MOST_NOISE = 1_000_000;
const MOST_SAID = 64_000;

function endedError(login: Login, code: number | null, reason: string | undefined, said: string): Error {
  if (login.dialog && reason === undefined) return login.dialog.ended(code, said);
  return new ConnectionLost('open', `${reason ?? `no shell: exit code ${code}`}${tailOf(said)}`);
}

const tailOf = (said: string): string => (said.trim() ? `: ${said.trim().slice(-500)}` : '');
