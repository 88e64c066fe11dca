import { existsSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { TsplayError } from '../../core/problem.js';
import { timeoutsOf, type HostKeyChecking, type Link, type Timeouts } from '../link.js';
import { expandHome, readSshConfig } from './ssh-config.js';
import { layerOptions, parseSshArgs, type SshOptions } from './ssh-options.js';

/** One ssh server to log in to, with everything resolved: variables, arguments, ssh_config, defaults. */
export interface SshTarget {
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  /** The name in known_hosts. */
  readonly keyName: string;
  readonly checking: HostKeyChecking;
  readonly knownHostsFiles: readonly string[];
  readonly hashKnownHosts: boolean;
  readonly identityFiles: readonly string[];
  /** The user named these files, so that one that is missing is worth a word. */
  readonly identitiesNamed: boolean;
  readonly identitiesOnly: boolean;
  readonly agent: string | undefined;
  readonly password: string | undefined;
  readonly passphrase: string | undefined;
  /** Hops before this one, first to last, as ssh's -J has them. */
  readonly proxyJump: readonly string[];
  readonly proxyCommand: string | undefined;
  readonly compress: boolean;
  readonly timeouts: Timeouts;
}

/** Asks ssh's own sources in ssh's own order: the first that knows wins. */
export function resolveSshTarget(link: Link): SshTarget {
  checkName('host', link.host);
  if (link.user !== undefined) checkName('user', link.user);
  const given = layerOptions([
    parseSshArgs(link.sshArgs ?? ''),
    linkOptions(link),
    parseSshArgs(link.commonArgs ?? ''),
  ]);
  const config = readSshConfig(link.host, one(given, 'user'), link.sshConfigFile ?? one(given, 'configfile'));
  return targetOf(link, layerOptions([given, config]));
}

function targetOf(link: Link, options: SshOptions): SshTarget {
  const hostName = (one(options, 'hostname') ?? link.host).replaceAll('%h', link.host).replaceAll('%%', '%');
  const user = one(options, 'user') ?? userInfo().username;
  const port = portOf(one(options, 'port') ?? '22');
  checkName('host', hostName);
  checkName('user', user);
  const expand = (text: string): string =>
    expandTokens(text, { h: hostName, n: link.host, p: String(port), r: user });
  const named = options.get('identityfile')?.filter((file) => file !== 'none');
  const jump = one(options, 'proxyjump');
  const command = one(options, 'proxycommand');
  return {
    hostName,
    port,
    user,
    keyName: one(options, 'hostkeyalias') ?? hostName,
    checking: checkingOf(one(options, 'stricthostkeychecking')),
    knownHostsFiles: knownHostsOf(options, expand),
    hashKnownHosts: isYes(one(options, 'hashknownhosts')),
    identityFiles: (named ?? DEFAULT_IDENTITIES.filter((file) => existsSync(expandHome(file)))).map((file) =>
      expandHome(expand(file)),
    ),
    identitiesNamed: named !== undefined,
    identitiesOnly: isYes(one(options, 'identitiesonly')),
    agent: agentOf(link.agent ?? one(options, 'identityagent')),
    password: link.password,
    passphrase: link.privateKeyPassphrase,
    proxyJump: jump === undefined || jump === 'none' ? [] : jump.split(',').map((hop) => hop.trim()),
    proxyCommand: command === undefined || command === 'none' ? undefined : expand(command),
    compress: isYes(one(options, 'compression')),
    timeouts: timeoutsFrom(link, options),
  };
}

/** A host name is never an option: `-oProxyCommand=…` must not get near a command line. */
function checkName(what: 'host' | 'user', name: string): void {
  if (name !== '' && !/^-|[\s\x00-\x1f\x7f'"`$\\;&<>|(){}]/.test(name)) return;
  throw new TsplayError({
    code: `bad-${what}-name`,
    message: `${JSON.stringify(name)} is not a ${what} name`,
  });
}

function linkOptions(link: Link): SshOptions {
  const options = new Map<string, string[]>();
  const set = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) options.set(name, [String(value)]);
  };
  set('port', link.port);
  set('user', link.user);
  set('identityfile', link.privateKeyFile);
  set('proxyjump', link.proxyJump);
  // to check is the default, and no reason to overrule ssh_config
  if (link.hostKeyChecking !== 'ask') set('stricthostkeychecking', link.hostKeyChecking);
  if (link.knownHostsFiles) options.set('userknownhostsfile', [...link.knownHostsFiles]);
  return options;
}

const one = (options: SshOptions, name: string): string | undefined => options.get(name)?.[0];
const isYes = (value: string | undefined): boolean => value !== undefined && /^(yes|true)$/i.test(value);

const DEFAULT_IDENTITIES = ['~/.ssh/id_rsa', '~/.ssh/id_ecdsa', '~/.ssh/id_ed25519'];

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new TsplayError({ code: 'bad-port', message: `'${text}' is not a port number` });
}

function checkingOf(value: string | undefined): HostKeyChecking {
  switch (value?.toLowerCase()) {
    case 'no':
    case 'off':
    case 'false':
      return 'off';
    case 'accept-new':
      return 'accept-new';
    case 'yes':
    case 'true':
    case 'strict':
      return 'strict';
    default:
      return 'ask';
  }
}

function knownHostsOf(options: SshOptions, expand: (text: string) => string): string[] {
  const user = options.get('userknownhostsfile') ?? ['~/.ssh/known_hosts', '~/.ssh/known_hosts2'];
  const global = options.get('globalknownhostsfile') ?? [
    '/etc/ssh/ssh_known_hosts',
    '/etc/ssh/ssh_known_hosts2',
  ];
  const split = (values: readonly string[]): string[] =>
    values.length === 1 ? values[0]!.split(/\s+/) : [...values];
  return [...split(user), ...split(global)]
    .filter((file) => file !== 'none' && file !== '')
    .map((file) => expandHome(expand(file)));
}

function agentOf(given: string | undefined): string | undefined {
  if (given === 'none') return undefined;
  if (given === undefined || given === 'SSH_AUTH_SOCK') return process.env['SSH_AUTH_SOCK'] || undefined;
  return given.startsWith('$') ? process.env[given.slice(1)] : expandHome(given);
}

function timeoutsFrom(link: Link, options: SshOptions): Timeouts {
  const timeouts = timeoutsOf(link);
  const connect = Number(one(options, 'connecttimeout'));
  const interval = Number(one(options, 'serveraliveinterval'));
  const idle =
    interval > 0 ? { idleMs: interval * 1000 * Number(one(options, 'serveralivecountmax') ?? 3) } : {};
  const phases =
    connect > 0 && link.timeouts?.connectMs === undefined
      ? { connectMs: connect * 1000, bannerMs: connect * 1000 }
      : {};
  return { ...timeouts, ...phases, ...(link.timeouts?.idleMs === undefined ? idle : {}) };
}

function expandTokens(text: string, tokens: Readonly<Record<string, string>>): string {
  const all: Readonly<Record<string, string>> = {
    ...tokens,
    d: homedir(),
    u: userInfo().username,
    l: hostname(),
    L: hostname().split('.')[0]!,
    '%': '%',
  };
  return text.replace(/%([A-Za-z%])/g, (whole, letter: string) => all[letter] ?? whole);
}

/** The link of one hop of ProxyJump: `user@host:port` or `ssh://…`; keys, agent and checking are the same. */
export function jumpLink(hop: string, link: Link): Link {
  const parts = /^(?:ssh:\/\/)?(?:([^@]+)@)?(\[[^\]]+\]|[^:]+)(?::(\d+))?\/?$/.exec(hop);
  if (!parts)
    throw new TsplayError({ code: 'bad-proxy-jump', message: `'${hop}' is not a host to jump over` });
  const {
    user: _user,
    port: _port,
    password: _password,
    proxyJump: _jump,
    sshArgs: _args,
    commonArgs: _common,
    ...rest
  } = link;
  const kept = keepForHops([link.sshArgs, link.commonArgs]);
  return {
    ...rest,
    host: parts[2]!.replace(/^\[|\]$/g, ''),
    ...(parts[1] === undefined ? {} : { user: parts[1] }),
    ...(parts[3] === undefined ? {} : { port: Number(parts[3]) }),
    ...(kept.length > 0 ? { sshArgs: kept.join(' ') } : {}),
  };
}

// As with ssh's -J, only where the configuration and the known hosts are also counts for the hops.
function keepForHops(texts: readonly (string | undefined)[]): string[] {
  const options = layerOptions(texts.map((text) => parseSshArgs(text ?? '')));
  const kept: string[] = [];
  for (const name of [
    'userknownhostsfile',
    'globalknownhostsfile',
    'hashknownhosts',
    'stricthostkeychecking',
    'identityfile',
    'identitiesonly',
    'connecttimeout',
  ]) {
    for (const value of options.get(name) ?? []) kept.push(`-o '${name}=${value}'`);
  }
  const file = one(options, 'configfile');
  if (file !== undefined) kept.push(`-F '${file}'`);
  return kept;
}
