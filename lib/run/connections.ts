import { hostname, networkInterfaces } from 'node:os';

import type { Environment } from '../config/index.js';
import type { Value } from '../core/value.js';
import { connect, type Connection } from '../connect/connect.js';
import { connectionOptions, type ConnectionOptionName } from '../connect/connection-options.js';
import type { ConnectRules } from '../connect/connection-types.js';
import { linkFor } from '../connect/link-for.js';
import type { Become, Link } from '../connect/link.js';
import type { Session, Unsettled } from '../remote/session.js';

import type { Target } from './module-context.js';
import type { Secrets } from './secrets.js';

/** Connection values of the command line, by the names of `connectionOptions`. */
export type ConnectionDefaults = Partial<Readonly<Record<ConnectionOptionName, Value | undefined>>>;

export interface ConnectionsOptions {
  readonly defaults: ConnectionDefaults;
  readonly secrets: Secrets;
  readonly warn: (message: string, host: string) => void;
  /** What was changed at a host may not be on its disk. */
  readonly onUnsettled: (unsettled: Unsettled, host: string) => void;
  /** Told how each shell is started, when somebody wants to know. */
  readonly onStart?: ((host: string, argv: readonly string[]) => void) | undefined;
  readonly trustHostKey?: ConnectRules['ask'];
  readonly becomesSameUser: boolean;
  readonly cwd: () => string;
  /** ANSIBLE_… variables, and what ansible.cfg says in place of them. */
  readonly environment: Environment;
}

/** The connections of a run: one for each way to each host, kept until the end. */
export class Connections {
  private readonly open = new Map<string, Connection>();
  private readonly opening = new Map<string, Promise<Session>>();

  constructor(private readonly options: ConnectionsOptions) {}

  /** While a session is being opened all who ask for it get the same promise. */
  session(target: Target): Promise<Session> {
    try {
      const { link, become } = this.wayTo(target);
      return this.once(`${target.host}\n${JSON.stringify([link, become])}`, () =>
        this.connection(target.host, link).session(become),
      );
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Is it certain that what happens at the host leaves the files of this machine alone? Shared directories aside. */
  isElsewhere(target: Target): boolean {
    const { link } = this.wayTo(target);
    return link.connection === 'ssh' && !isOurs(link.host);
  }

  /** Is the host this machine itself, by the connection `local`? */
  isLocal(target: Target): boolean {
    return this.wayTo(target).link.connection === 'local';
  }

  async localSession(): Promise<Session> {
    const link: Link = { connection: 'local', host: 'localhost', cwd: this.options.cwd() };
    return this.once('localhost', () => this.connection('localhost', link).session());
  }

  /** Hosts that are delegated to are asked for by many at once: all wait for the same session. */
  private once(key: string, open: () => Promise<Session>): Promise<Session> {
    const waiting = this.opening.get(key);
    if (waiting) return waiting;
    const opening = open().finally(() => this.opening.delete(key));
    this.opening.set(key, opening);
    return opening;
  }

  /** Forgets every connection of the host; the next task opens a new one. */
  async reset(host: string): Promise<void> {
    for (const [key, connection] of this.open) {
      if (!key.startsWith(`${host}\n`)) continue;
      this.open.delete(key);
      this.tell(key, await connection.settle());
      await connection.close();
    }
  }

  /** All that was changed is on disk, or it is told where it may not be. */
  async settle(): Promise<void> {
    await Promise.all(
      [...this.open].map(async ([key, connection]) => this.tell(key, await connection.settle())),
    );
  }

  private tell(key: string, all: readonly Unsettled[]): void {
    const [host = ''] = key.split('\n');
    for (const unsettled of all) this.options.onUnsettled(unsettled, host);
  }

  /** Ends the shells that belong to a user of the host. */
  async leave(host: string, user: string): Promise<void> {
    const ofHost = [...this.open].filter(([key]) => key.startsWith(`${host}\n`));
    await Promise.all(ofHost.map(async ([key, connection]) => this.tell(key, await connection.leave(user))));
  }

  async close(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    await Promise.allSettled(all.map((connection) => connection.close()));
  }

  /** The way to a host, opening nothing. */
  linkOf(
    host: string,
    get: (name: string) => Value | undefined,
    keyword: (name: string) => Value | undefined = () => undefined,
  ): Link {
    return this.wayTo({ host, get, keyword }).link;
  }

  private wayTo({ host, get, keyword }: Pick<Target, 'host' | 'get' | 'keyword'>): {
    link: Link;
    become?: Become;
  } {
    const way = linkFor(host, get, {
      keyword,
      flag: (name) => flagValue(this.options.defaults, name),
      environment: this.options.environment,
      cwd: this.options.cwd(),
    });
    const { secrets } = this.options;
    for (const secret of [way.link.password, way.link.privateKeyPassphrase, way.become?.password]) {
      if (secret !== undefined) secrets.add(secret);
    }
    return way;
  }

  private connection(host: string, link: Link): Connection {
    const key = `${host}\n${JSON.stringify(link)}`;
    const known = this.open.get(key);
    if (known) return known;
    const { warn, onStart, trustHostKey, becomesSameUser } = this.options;
    const connection = connect(link, {
      warn: (message) => warn(message, host),
      onStart: onStart && ((argv) => onStart(host, argv)),
      ask: trustHostKey,
      becomesSameUser,
    });
    this.open.set(key, connection);
    return connection;
  }
}

function isOurs(host: string): boolean {
  if (host.startsWith('127.') || host === '::1' || /^localhost(\.|$)/.test(host)) return true;
  if (host.split('.')[0] === hostname().split('.')[0]) return true;
  return Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === host));
}

const optionOfFlag = new Map(
  connectionOptions.flatMap((option) => (option.flags ?? []).map((flag) => [flag, option.name])),
);

function flagValue(defaults: ConnectionDefaults, flag: string): Value | undefined {
  const name = optionOfFlag.get(flag);
  return name === undefined ? undefined : defaults[name];
}
