import type { NodeSSH } from 'node-ssh';
import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { ConnectionLost } from '../../remote/connection-lost.js';
import { quoteAll } from '../../remote/quote.js';
import type { Channel, Exit, Transport } from '../../remote/transport.js';
import type { Link } from '../link.js';
import { askToTrust, UnknownHostKey } from './ask-to-trust.js';
import type { HostKeyQuestion } from './host-key-question.js';
import { withLoginSlot } from './login-slot.js';
import { openProxyCommand, openSocket, type Pipe } from './open-socket.js';
import { jumpLink, resolveSshTarget, type SshTarget } from './ssh-target.js';
import { watchIdle } from './watch-idle.js';

/** Who is told, and asked, while one logs in. */
export interface SshRules {
  warn(text: string): void;
  /** Asks somebody whether an unknown key is the host's; without it, it is not. */
  ask?: ((question: HostKeyQuestion) => Promise<boolean>) | undefined;
}

/** An open ssh connection. */
interface Open {
  readonly ssh: NodeSSH;
  readonly target: SshTarget;
  /** Why it broke, when it did. */
  lost: string | undefined;
  close(): void;
}

/**
 * One ssh connection to a host, opened when it is first needed and again after it was lost; each shell is a
 * channel of it.
 */
export function sshTransport(link: Link, rules: SshRules): Transport {
  const target = resolveSshTarget(link);
  let current: Promise<Open> | undefined;
  const connected = async (): Promise<Open> => {
    const had = await current?.catch(() => undefined);
    if (had && had.lost === undefined) return had;
    current = openThroughJumps(link, target, rules);
    return current;
  };
  return {
    async open(argv) {
      return execChannel(await connected(), quoteAll(argv));
    },
    async close() {
      const open = await current?.catch(() => undefined);
      current = undefined;
      open?.close();
    },
  };
}

/** A busy sshd drops new connections (MaxStartups): that is no reason to call a host unreachable. `retries` are for the rest. */
async function openThroughJumps(link: Link, target: SshTarget, rules: SshRules): Promise<Open> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await withLoginSlot(() => openOnce(link, target, rules));
    } catch (error) {
      if (rules.ask && error instanceof UnknownHostKey && (await askToTrust(error, rules.ask))) continue;
      if (!(error instanceof ConnectionLost) || error.phase === 'auth') throw error;
      if (isThrottled(error) && attempt < MOST_RETRIES)
        await pause(Math.min(3000, 150 * 2 ** attempt) * (0.5 + Math.random()));
      else if (attempt < (link.retries ?? 0)) await pause(1000 * Math.min(30, 2 ** attempt - 1));
      else throw error;
    }
  }
}

const MOST_RETRIES = 8;

const isThrottled = (error: ConnectionLost): boolean =>
  (error.phase === 'banner' || error.phase === 'hostkey') &&
  /was closed before|broke before/.test(error.message) &&
  !/ProxyCommand/.test(error.message);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function openOnce(link: Link, target: SshTarget, rules: SshRules): Promise<Open> {
  const hops: Open[] = [];
  try {
    for (const hop of target.proxyJump) {
      const hopTarget = resolveSshTarget(jumpLink(hop, link));
      const opening = pipeTo(hopTarget, hops.at(-1)).then((pipe) => openHop(hopTarget, pipe, rules));
      hops.push(await opening.catch((error: Error) => Promise.reject(viaHop(error, hop))));
    }
    const open = await openHop(target, await pipeTo(target, hops.at(-1)), rules);
    const close = (): void => [open, ...hops.reverse()].forEach((one) => one.close());
    return {
      ssh: open.ssh,
      target,
      close,
      get lost() {
        return open.lost ?? hops.map((hop) => hop.lost).find((reason) => reason !== undefined);
      },
    };
  } catch (error) {
    hops.reverse().forEach((hop) => hop.close());
    throw error;
  }
}

function viaHop(error: Error, hop: string): Error {
  if (error instanceof ConnectionLost) error.message = `jump host ${hop}: ${error.message}`;
  return error;
}

function pipeTo(target: SshTarget, over: Open | undefined): Promise<Pipe> {
  if (over) return forwardPipe(over, target);
  return target.proxyCommand === undefined ? openSocket(target) : openProxyCommand(target.proxyCommand);
}

async function forwardPipe(over: Open, target: SshTarget): Promise<Pipe> {
  const where = `${target.hostName} port ${target.port}`;
  const limit = timeLimit(
    target.timeouts.connectMs,
    () =>
      new ConnectionLost(
        'connect',
        `no connection to ${where} over ${over.target.hostName} in ${target.timeouts.connectMs / 1000} s`,
      ),
  );
  try {
    const stream = (await Promise.race([
      over.ssh.forwardOut('127.0.0.1', 0, target.hostName, target.port),
      limit.expired,
    ])) as unknown as Duplex;
    stream.on('error', () => {});
    return {
      stream,
      complaint: () =>
        over.lost === undefined ? undefined : `jump host ${over.target.hostName}: ${over.lost}`,
      close: () => stream.destroy(),
    };
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    throw new ConnectionLost(
      'connect',
      `jump host ${over.target.hostName} cannot reach ${where}: ${(error as Error).message}`,
    );
  } finally {
    limit.stop();
  }
}

async function openHop(target: SshTarget, pipe: Pipe, rules: SshRules): Promise<Open> {
  // ssh2 takes as long to load as many runs take: only who needs it waits for it
  const { login } = await import('./login.js');
  const ssh = await login(target, pipe, rules);
  const open: Open = {
    ssh,
    target,
    lost: undefined,
    close() {
      open.lost ??= 'closed';
      stopWatching();
      ssh.dispose();
      pipe.close();
    },
  };
  const lose = (reason: string): void => {
    open.lost ??= pipe.complaint() ?? reason;
    stopWatching();
  };
  const stopWatching = watchIdle(pipe.stream, target.timeouts.idleMs, () => {
    lose(`no answer for ${target.timeouts.idleMs / 1000} s`);
    pipe.stream.destroy();
  });
  ssh.connection
    ?.on('error', (error: Error) => lose(error.message))
    .on('close', () => lose('the connection was closed'));
  return open;
}

function execChannel(open: Open, command: string): Promise<Channel> {
  const { openMs } = open.target.timeouts;
  const { connection } = open.ssh;
  return new Promise((resolve, reject) => {
    const onClose = (): void => fail(open.lost ?? 'the connection was closed');
    const fail = (message: string): void => {
      settle();
      reject(new ConnectionLost('open', message));
    };
    const timer = setTimeout(() => {
      open.close();
      fail(`${open.target.hostName} did not open a channel in ${openMs / 1000} s`);
    }, openMs);
    const settle = (): void => {
      clearTimeout(timer);
      connection?.off('close', onClose);
    };
    if (!connection) return onClose();
    connection.once('close', onClose).exec(command, (error, channel) => {
      settle();
      if (error) fail(`${open.target.hostName}: ${error.message}`);
      else resolve(channelOf(open, channel));
    });
  });
}

function channelOf(open: Open, channel: ClientChannel): Channel {
  const exit = new Promise<Exit>((resolve) => {
    let exited: Exit | undefined;
    let timer: NodeJS.Timeout | undefined;
    channel.once('exit', (code: number | null, signal?: string) => {
      exited = signal ? { code, signal } : { code };
      // What is left in the background may keep the channel open; what was written before is here soon.
      timer = setTimeout(() => resolve(exited!), LAST_BYTES_MS);
    });
    // The news of a lost connection comes after that of its channels.
    channel.once('close', () => {
      clearTimeout(timer);
      setImmediate(() => resolve(exited ?? { code: null, reason: open.lost ?? 'the channel was closed' }));
    });
  });
  return {
    stdin: channel.stdin,
    stdout: channel,
    stderr: channel.stderr,
    exit,
    kill(signal) {
      try {
        if (signal) channel.signal(signal.replace(/^SIG/, ''));
        channel.close();
      } catch {
        // The connection is gone, and the channel with it.
      }
    },
  };
}

const LAST_BYTES_MS = 300;

function timeLimit(ms: number, error: () => Error): { readonly expired: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout;
  const expired = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(error()), ms)));
  expired.catch(() => {});
  return { expired, stop: () => clearTimeout(timer) };
}
