import { userInfo } from 'node:os';
import type { Login } from '../remote/open-shell.js';
import { openSession, type Session } from '../remote/session.js';
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
  /** Ends the shells of a user one had become: a user with processes cannot be removed. */
  leave(user: string): Promise<void>;
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
      const become = asked && asked.user !== (login ??= loginUser(link)) ? asked : undefined;
      const key = become
        ? JSON.stringify([become.method, become.user, become.exe, become.flags, become.password])
        : '';
      const had = await sessions.get(key)?.catch(() => undefined);
      if (had && !had.lost) return had;
      const opening = openSession(loginOf(link, way, become));
      sessions.set(key, opening);
      return opening;
    },
    async leave(user) {
      for (const [key, opening] of sessions) {
        if (key === '' || (JSON.parse(key) as unknown[])[1] !== user) continue;
        sessions.delete(key);
        await opening.then((session) => session.close()).catch(() => undefined);
      }
    },
    async close() {
      const opened = await Promise.allSettled(sessions.values());
      sessions.clear();
      await Promise.allSettled(
        opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : Promise.resolve())),
      );
      await way.transport.close();
    },
  };
}

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
