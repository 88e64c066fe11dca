import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Transport, Wrapper } from '../remote/transport.js';
import { chrootWrapper, nspawnWrapper } from './chroot.js';
import type { Link } from './link.js';
import { localTransport } from './local.js';
import { sshTransport, type SshRules } from './ssh/ssh-transport.js';

/** What a connection has to know besides its link. */
export interface ConnectRules extends SshRules {
  /** Become the user that one is already, too (`become_allow_same_user`). */
  readonly becomesSameUser?: boolean;
  readonly onStart?: ((argv: readonly string[]) => void) | undefined;
}

/** The way to a host: where processes start, and what goes around them. */
export interface Way {
  readonly transport: Transport;
  readonly wrap?: Wrapper;
}

/** A kind of connection. */
export interface ConnectionType {
  readonly name: string;
  readonly aliases?: readonly string[];
  open(link: Link, rules: ConnectRules): Way;
}

const TYPES: ConnectionType[] = [
  {
    name: 'chroot',
    aliases: ['community.general.chroot'],
    open: (link, rules) => around(link, rules, chrootWrapper(link.root ?? link.host, link.exe)),
  },
  {
    name: 'local',
    aliases: ['ansible.builtin.local'],
    open: (link) => ({ transport: localTransport(link.cwd === undefined ? {} : { cwd: link.cwd }) }),
  },
  {
    name: 'nspawn',
    open: (link, rules) => around(link, rules, nspawnWrapper(link.root ?? link.host, link.exe)),
  },
  {
    name: 'ssh',
    aliases: ['smart', 'paramiko', 'paramiko_ssh', 'ansible.builtin.ssh', 'ansible.builtin.paramiko_ssh'],
    open: (link, rules) => ({ transport: sshTransport(link, rules) }),
  },
];

/**
 * Adds a connection of one's own.
 * @example defineConnection({ name: 'lxc', open: (link) => ({ transport: localTransport(), wrap: (argv) => ['lxc-attach', '-n', link.host, '--', ...argv] }) })
 */
export function defineConnection(type: ConnectionType): void {
  const had = TYPES.findIndex((one) => one.name === type.name);
  if (had >= 0) TYPES.splice(had, 1);
  TYPES.push(type);
}

/** Names and aliases of all types. */
export const connectionNames = (): readonly string[] =>
  TYPES.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

/** @throws TsplayError for a name that is none */
export function findConnectionType(name: string): ConnectionType {
  const found = TYPES.find((type) => type.name === name || type.aliases?.includes(name));
  if (found) return found;
  const hint = didYouMean(
    name,
    TYPES.map((type) => type.name),
  );
  throw new TsplayError({
    code: 'unknown-connection',
    message: `unknown connection '${name}'`,
    ...(hint ? { hint } : {}),
  });
}

/** A wrapper around the inner link's way, or around this machine's. */
function around(link: Link, rules: ConnectRules, wrap: Wrapper): Way {
  if (!link.inner) return { transport: localTransport(), wrap };
  const inner = findConnectionType(link.inner.connection).open(link.inner, rules);
  return { transport: inner.transport, wrap: (argv) => (inner.wrap ? inner.wrap(wrap(argv)) : wrap(argv)) };
}
