import { NodeSSH } from 'node-ssh';
import type { Duplex } from 'node:stream';
import type { AuthenticationType, NextAuthHandler, ServerHostKeyAlgorithm } from 'ssh2';
import { ConnectionLost, type LostPhase } from '../../remote/connection-lost.js';
import { planAuth, type AuthPlan } from './auth-methods.js';
import type { Pipe } from './open-socket.js';
import type { SshTarget } from './ssh-target.js';
import { knownKeyTypes, verifyHostKey, type HostKeyRules } from './verify-host-key.js';

/** The phases of a login that have their own limit. */
type Phase = Extract<LostPhase, 'banner' | 'hostkey' | 'auth'>;

/**
 * Logs in over a pipe: banner, host key, authentication, each within its own limit. There is no way to get a
 * client that has not verified the key.
 * @throws ConnectionLost naming the phase
 */
export async function login(
  target: SshTarget,
  pipe: Pipe,
  { warn }: Pick<HostKeyRules, 'warn'>,
): Promise<NodeSSH> {
  const ssh = new NodeSSH();
  const clock = new PhaseClock(target);
  const plan = planAuth(target);
  const tried: string[] = [];
  let accepted: string[] = [];
  let failure: Error | undefined;
  const connecting = ssh.connect({
    sock: pipe.stream,
    username: target.user,
    keepaliveInterval: Math.max(100, Math.floor(target.timeouts.idleMs / 3)),
    // Pings only: whether the host is lost is judged by the bytes that move.
    keepaliveCountMax: 1_000_000,
    readyTimeout: 0,
    algorithms: {
      serverHostKey: hostKeyOrder(target),
      ...(target.compress ? { compress: ['zlib@openssh.com', 'zlib', 'none'] } : {}),
    },
    hostVerifier: (key: Buffer, verify: (ok: boolean) => void) => {
      try {
        verifyHostKey(key, {
          warn,
          host: target.keyName,
          port: target.port,
          checking: target.checking,
          files: target.knownHostsFiles,
          hashNames: target.hashKnownHosts,
        });
        clock.enter('auth');
        verify(true);
      } catch (error) {
        failure = error as Error;
        verify(false);
      }
    },
    authHandler: authHandlerOf(plan, tried, (methods) => (accepted = methods)),
  });
  // node-ssh listens for errors until the login only; one that comes later must not end the process.
  ssh.connection?.on('error', () => {});
  pipe.stream.on('data', clock.onData);
  clock.enter('banner');
  try {
    await Promise.race([connecting, clock.expired, closed(pipe.stream)]);
    return ssh;
  } catch (error) {
    connecting.catch(() => {});
    ssh.dispose();
    pipe.close();
    throw failure ?? explain(error, { target, phase: clock.phase, pipe, plan, tried, accepted });
  } finally {
    clock.stop();
    pipe.stream.off('data', clock.onData);
  }
}

/**
 * Rejects when a stream is closed. ssh2 does not hear of one that was closed before it listened (a ProxyCommand that
 * ends at once), and names the reason of any other itself, at the same moment.
 */
function closed(stream: Duplex): Promise<never> {
  return new Promise((_resolve, reject) => {
    const tell = (): void => void setImmediate(() => reject(new Error('the connection was closed')));
    if (stream.destroyed || stream.readableEnded) tell();
    else stream.once('close', tell);
  });
}

/** Limits each phase; bytes that move give more time, but not for ever. */
class PhaseClock {
  phase: Phase = 'banner';
  readonly expired: Promise<never>;
  readonly #target: SshTarget;
  #reject: (error: Error) => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #latest = 0;

  constructor(target: SshTarget) {
    this.#target = target;
    this.expired = new Promise((_resolve, reject) => (this.#reject = reject));
    this.expired.catch(() => {});
  }

  enter(phase: Phase): void {
    this.phase = phase;
    this.#latest = performance.now() + MOST_PATIENCE * this.#limit();
    this.#arm(this.#limit());
  }

  onData = (): void => {
    if (this.phase === 'banner') return this.enter('hostkey');
    if (this.#timer) this.#arm(Math.max(0, Math.min(this.#limit(), this.#latest - performance.now())));
  };

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = 0;
  }

  #limit(): number {
    const { timeouts } = this.#target;
    return { banner: timeouts.bannerMs, hostkey: timeouts.hostkeyMs, auth: timeouts.authMs }[this.phase];
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { hostName, port } = this.#target;
      this.#reject(
        new ConnectionLost(
          this.phase,
          `${WAITED_FOR[this.phase]} from ${hostName} port ${port} in ${this.#limit() / 1000} s`,
        ),
      );
    }, ms);
  }
}

const MOST_PATIENCE = 3;
const WAITED_FOR: Readonly<Record<Phase, string>> = {
  banner: 'no SSH banner',
  hostkey: 'no host key',
  auth: 'no answer to the login',
};

function authHandlerOf(plan: AuthPlan, tried: string[], onMethods: (methods: string[]) => void) {
  const left = [...plan.methods];
  return (methods: AuthenticationType[] | null, _partial: boolean | null, next: NextAuthHandler): void => {
    if (methods === null) return next('none');
    onMethods(methods);
    const at = left.findIndex(({ method }) =>
      methods.includes(method.type === 'agent' ? 'publickey' : method.type),
    );
    if (at < 0) return next(false as never); // ssh2 takes false for the end, its types do not
    const [step] = left.splice(at, 1);
    tried.push(step!.label);
    next(step!.method);
  };
}

/** What is known comes first: a server with many keys must show one that can be compared. */
function hostKeyOrder(target: SshTarget): ServerHostKeyAlgorithm[] {
  const known = knownKeyTypes(target.keyName, target.port, target.knownHostsFiles);
  const isKnown = (type: ServerHostKeyAlgorithm): boolean =>
    known.includes(RSA.includes(type) ? 'ssh-rsa' : type);
  return [...HOST_KEY_TYPES.filter(isKnown), ...HOST_KEY_TYPES.filter((type) => !isKnown(type))];
}

const RSA: readonly ServerHostKeyAlgorithm[] = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];
const HOST_KEY_TYPES: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  ...RSA,
];

interface Circumstances {
  readonly target: SshTarget;
  readonly phase: Phase;
  readonly pipe: Pipe;
  readonly plan: AuthPlan;
  readonly tried: readonly string[];
  readonly accepted: readonly string[];
}

function explain(
  error: unknown,
  { target, phase, pipe, plan, tried, accepted }: Circumstances,
): ConnectionLost {
  if (error instanceof ConnectionLost) return error;
  const message = error instanceof Error ? error.message : String(error);
  const where = `${target.user}@${target.hostName} port ${target.port}`;
  if (/All configured authentication methods failed/.test(message)) {
    const ways = tried.length > 0 ? `tried: ${tried.join(', ')}` : 'there was nothing to try';
    const notes = plan.notes.length > 0 ? `; ${plan.notes.join('; ')}` : '';
    return new ConnectionLost(
      'auth',
      `${where}: permission denied (${ways}; the server takes: ${accepted.join(', ') || 'nothing'}${notes})`,
      authHint(accepted, target),
    );
  }
  const complaint = pipe.complaint();
  return new ConnectionLost(
    phase,
    `${where}: ${BROKEN[phase]}${complaint ? ` (${complaint})` : `: ${message}`}`,
  );
}

const BROKEN: Readonly<Record<Phase, string>> = {
  banner: 'the connection was closed before the SSH banner',
  hostkey: 'the connection broke before the host key came',
  auth: 'the connection broke while logging in',
};

function authHint(accepted: readonly string[], target: SshTarget): string {
  const password = accepted.some((method) => method === 'password' || method === 'keyboard-interactive');
  return password && target.password === undefined
    ? 'give ansible_password, --ask-pass or a key'
    : 'give the right user and key';
}
