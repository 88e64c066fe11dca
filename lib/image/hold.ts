import { hostname, userInfo } from 'node:os';
import { PassThrough } from 'node:stream';
import { becomeLogin } from '../connect/become.js';
import { findConnectionType } from '../connect/connection-types.js';
import { timeoutsOf, type Become, type Link } from '../connect/link.js';
import { openShell, type Login } from '../remote/open-shell.js';
import { quote, quoteAll } from '../remote/quote.js';
import { openSession, type Session } from '../remote/session.js';
import type { Channel, Transport } from '../remote/transport.js';
import { imageDir, type ImagePlace } from './image-place.js';
import { ImageRefusal } from './image-refusal.js';
import { insideArgv } from './inside-argv.js';

/** The host that has the images. Its user must be, or must become, root. */
export interface ImageHost {
  readonly link: Link;
  readonly become?: Become | undefined;
}

/**
 * The lock of an image, and private mount, pid, uts and ipc namespaces at its host. All of it hangs on one
 * process there that ends when its input does: when we are killed, or the link breaks, every process, mount
 * and lock of ours is gone at once.
 */
export interface Hold {
  /** A shell at the host, inside the namespaces: for work on a generation that is not finished. */
  readonly outside: Session;
  /** A shell at the host as everybody has it: for what speaks with its services. */
  readonly host: Session;
  /** Shells whose root is the image's, without the means to reach the host. */
  inside(root: string): Transport;
  readonly release: () => Promise<void>;
}

/** @throws {@link ImageRefusal} of kind `locked`, naming who holds the image */
export async function holdImage(host: ImageHost, place: ImagePlace): Promise<Hold> {
  const { login, close } = loginAt(host);
  try {
    const anchor = await dropAnchor(login, place);
    const entered: Login = {
      ...login,
      wrap: (argv) => wrapBy(login, enterArgv(anchor.pid, argv)),
      tempDir: '/dev/shm',
    };
    const [outside, plain] = await Promise.all([openSession(entered), openSession(login)]);
    return {
      outside,
      host: plain,
      inside: (root) => insideTransport(entered, root),
      async release() {
        await Promise.allSettled([outside.close(), plain.close()]);
        await endAnchor(anchor.channel);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An ordinary shell at the host, for what needs no lock. */
export async function openImageHost(
  host: ImageHost,
): Promise<{ readonly session: Session; readonly close: () => Promise<void> }> {
  const { login, close } = loginAt(host);
  try {
    const session = await openSession(login);
    return { session, close: () => session.close().finally(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

function loginAt(host: ImageHost): { login: Login; close: () => Promise<void> } {
  const { link } = host;
  const way = findConnectionType(link.connection).open(link, { warn: () => {} });
  const user = host.become && becomeLogin(host.become);
  const login: Login = {
    transport: way.transport,
    openMs: timeoutsOf(link).openMs,
    wrap: (argv) =>
      [user?.wrap, way.wrap, link.wrap].reduce((inner, wrap) => (wrap ? wrap(inner) : inner), argv),
    ...(user ? { dialog: user.dialog } : {}),
  };
  return { login, close: () => way.transport.close() };
}

const wrapBy = (login: Login, argv: readonly string[]): readonly string[] =>
  login.wrap ? login.wrap(argv) : argv;

interface Anchor {
  readonly channel: Channel;
  /** Whose namespaces they are, as the host counts. */
  readonly pid: number;
}

async function dropAnchor(login: Login, place: ImagePlace): Promise<Anchor> {
  const dir = imageDir(place);
  const who = `${userInfo().username}@${hostname()} (process ${process.pid}) since ${new Date().toISOString()},`;
  const { channel } = await openShell(login, anchorScript(dir, who));
  const said = await readUntilReady(channel);
  const pid = /^held (\d+)$/m.exec(said.out)?.[1];
  if (pid !== undefined && said.ready) return { channel, pid: Number(pid) };
  channel.kill('SIGKILL');
  if (said.code === 3)
    throw new ImageRefusal('locked', `image ${place.image} is locked by ${await readHolder(login, dir)}`);
  throw new ImageRefusal('failed', `cannot work on ${dir}: ${said.err.trim() || `exit code ${said.code}`}`);
}

// flock(1) closes the lock for what it starts: a daemon that is left behind cannot keep it. Each link of the
// chain dies with the one before it, and all of it when the input ends.
const anchorScript = (dir: string, who: string): string => `
umask 022
mkdir -p -- ${quote(dir)} && : >>${quote(`${dir}/.lock`)} || exit 1
exec setpriv --pdeathsig KILL flock --nonblock --close --conflict-exit-code 3 ${quote(`${dir}/.lock`)} \\
  setpriv --pdeathsig KILL sh -c ${quote(HOLD)} hold ${quote(`${dir}/.lock`)} ${quote(who)}`;

const INIT = `mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs /dev/shm || exit 1
echo ready
cat <&3 >/dev/null 3<&- &
wait "$!"`;

const HOLD = `printf '%s pid %s\\n' "$2" "$$" >"$1"
printf 'held %s\\n' "$$"
exec 3<&0
exec unshare --mount --mount-proc --pid --uts --ipc --fork --kill-child=KILL --propagation private -- sh -c ${quote(INIT)}`;

function readUntilReady(
  channel: Channel,
): Promise<{ out: string; err: string; ready: boolean; code: number | null }> {
  return new Promise((resolve) => {
    let out = '';
    let err = '';
    channel.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8'))).resume();
    channel.stdout
      .on('data', (chunk: Buffer) => {
        out += chunk.toString('utf8');
        if (/^ready$/m.test(out)) resolve({ out, err, ready: true, code: null });
      })
      .resume();
    void channel.exit.then(({ code }) => setTimeout(() => resolve({ out, err, ready: false, code }), 20));
  });
}

async function readHolder(login: Login, dir: string): Promise<string> {
  const session = await openSession(login);
  try {
    const reply = await session.call({
      script: 'data_file holder "$dir/.lock"',
      params: { dir },
      mode: 'apply',
    });
    const frame = reply.frames.find((each) => each.kind === 'data');
    return (frame && Buffer.from(frame.value).toString('utf8').trim()) || 'another run';
  } finally {
    await session.close();
  }
}

async function endAnchor(channel: Channel): Promise<void> {
  channel.stdin.end();
  const late = setTimeout(() => channel.kill('SIGKILL'), 5000);
  await channel.exit;
  clearTimeout(late);
  channel.kill();
}

const enterArgv = (pid: number, argv: readonly string[]): readonly string[] => [
  'nsenter',
  ...['mnt', 'uts', 'ipc'].map((each) => `--${each === 'mnt' ? 'mount' : each}=/proc/${pid}/ns/${each}`),
  `--pid=/proc/${pid}/ns/pid_for_children`,
  // a host that is itself within a chroot has another root than its mount namespace
  `--root=/proc/${pid}/root`,
  '--',
  ...argv,
];

// The shell is opened at the host and becomes the one inside, so that a question for a password is answered.
// Its streams were paused after the hello; what reads them next is told nothing of that.
const insideTransport = (entered: Login, root: string): Transport => ({
  async open(argv) {
    const { channel } = await openShell(entered, `exec ${quoteAll(insideArgv(root, argv))}`);
    return {
      ...channel,
      stdout: channel.stdout.pipe(new PassThrough()),
      stderr: channel.stderr.pipe(new PassThrough()),
    };
  },
  close: async () => {},
});
