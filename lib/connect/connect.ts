import { userInfo } from 'node:os';
import type { Login } from '../remote/open-shell.js';
import { openSession, type Session, type Unsettled } from '../remote/session.js';
import { becomeLogin } from './become.js';
import { findConnectionType, type ConnectRules, type Way } from './connection-types.js';
import { timeoutsOf, type Become, type Link } from './link.js';

/** A host: one session per user, opened when it is first asked for and again after it was lost. */
export interface Connection {
  readonly link: Link;
  /**
   * @throws ConnectionLost when the host cannot be reached (unreachable)
   * @throws BecomeFailed when it does not let us become the user (failed)
   */
  session(become?: Become): Promise<Session>;
  /** All that was changed so far is on disk; tells why it may not be, once for each shell. */
  settle(): Promise<readonly Unsettled[]>;
  /** Settles and ends the shells of a user one had become: a user with processes cannot be removed. */
  leave(user: string): Promise<readonly Unsettled[]>;
  close(): Promise<void>;
}

/**
 * Nothing is opened yet: the first `session()` is.
 * @example
 * const connection = connect({ connection: 'ssh', host: 'node1', user: 'root' });
 * const session = await connection.session({ method: 'sudo', user: 'root' });
 */
export function connect(link: Link, rules: Partial<ConnectRules> = {}): Connection {
  const way = findConnectionType(link.connection).open(link, { warn: () => {}, ...rules });
  const sessions = new Map<string, Promise<Session>>();
  let login: string | undefined;
  return {
    link,
    async session(asked) {
      // As Ansible does: who is that user already does not become it (and needs no sudo for it).
      const isOther = asked && (rules.becomesSameUser || asked.user !== (login ??= loginUser(link)));
      const become = isOther ? asked : undefined;
      const key = become
        ? JSON.stringify([become.method, become.user, become.exe, become.flags, become.password])
        : '';
      const had = await sessions.get(key)?.catch(() => undefined);
      if (had && !had.lost) return had;
      const opening = openSession({ ...loginOf(link, way, become), onStart: rules.onStart });
      sessions.set(key, opening);
      return opening;
    },
    async settle() {
      return settleAll(await openedOf(sessions.values()));
    },
    async leave(user) {
      const ofUser = [...sessions.keys()].filter(
        (key) => key !== '' && (JSON.parse(key) as unknown[])[1] === user,
      );
      const opened = await openedOf(ofUser.map((key) => sessions.get(key)!));
      for (const key of ofUser) sessions.delete(key);
      const unsettled = await settleAll(opened);
      await closeAll(opened);
      return unsettled;
    },
    async close() {
      const opened = await openedOf(sessions.values());
      sessions.clear();
      await closeAll(opened);
      await way.transport.close();
    },
  };
}

async function openedOf(opening: Iterable<Promise<Session>>): Promise<readonly Session[]> {
  const settled = await Promise.allSettled(opening);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

async function settleAll(sessions: readonly Session[]): Promise<readonly Unsettled[]> {
  const told = await Promise.all(sessions.map((session) => session.settle()));
  return told.filter((one) => one !== undefined);
}

const closeAll = (sessions: readonly Session[]): Promise<unknown> =>
  Promise.allSettled(sessions.map((session) => session.close()));

/** Who we are there, when that is known. */
function loginUser(link: Link): string | undefined {
  return link.user ?? (link.connection === 'local' ? userInfo().username : undefined);
}

/** From the inside out: the shell, the other user, the chroot or container, what the caller puts around it. */
function loginOf(link: Link, way: Way, become: Become | undefined): Login {
  const user = become && becomeLogin(become);
  return {
    transport: way.transport,
    openMs: timeoutsOf(link).openMs,
    wrap: (argv) =>
      [user?.wrap, way.wrap, link.wrap].reduce((inner, wrap) => (wrap ? wrap(inner) : inner), argv),
    ...(user ? { dialog: user.dialog } : {}),
    ...(link.shell === undefined ? {} : { shell: link.shell }),
    ...(link.tempDir === undefined ? {} : { tempDir: link.tempDir }),
  };
}
