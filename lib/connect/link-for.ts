import { TsplayError } from '../core/problem.js';
import { wordsMistake } from '../core/read-words.js';
import { PyFloat, type Value } from '../core/value.js';
import { connectionOptions, type ConnectionOption, type ConnectionOptionName } from './connection-options.js';
import { expandHome } from './ssh/ssh-config.js';
import type { Become, HostKeyChecking, Link } from './link.js';

/** The other sources of connection options, by the names that `connectionOptions` tells. */
export interface LinkDefaults {
  readonly keyword?: (name: string) => Value | undefined;
  /** By long flag without dashes. */
  readonly flag?: (name: string) => Value | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where commands of this machine start: the playbook's directory. */
  readonly cwd?: string;
}

/**
 * The way to a host as its variables, keywords, flags and environment tell it. The first that says something
 * wins, in this order.
 * @throws TsplayError naming the variable whose value cannot be
 */
export function linkFor(
  hostName: string,
  variable: (name: string) => Value | undefined,
  defaults: LinkDefaults = {},
): { link: Link; become?: Become } {
  const method = textOf(find('becomeMethod', variable, defaults, sourcesFor(''))) ?? 'sudo';
  const sources = sourcesFor(method.replace(/^.*\./, ''));
  const get: Getter = (name) => find(name, variable, defaults, sources);
  const link = linkOf(hostName, get, defaults);
  return boolOf('become', get('become')) ? { link, become: becomeOf(method, get) } : { link };
}

type Getter = (name: ConnectionOptionName) => Value | undefined;

// asked one after the other, until one says something: every task asks for some twenty options
function find(
  name: ConnectionOptionName,
  variable: (name: string) => Value | undefined,
  defaults: LinkDefaults,
  sources: Sources,
): Value | undefined {
  const { variables, keyword, flags = [], environment = [] } = sources.get(name)!;
  let value: Value | undefined;
  for (const one of variables) if (says((value = variable(one)))) return value;
  if (keyword !== undefined && says((value = defaults.keyword?.(keyword)))) return value;
  for (const one of flags) if (says((value = defaults.flag?.(one)))) return value;
  for (const one of environment) if (says((value = defaults.environment?.[one]))) return value;
  return undefined;
}

const says = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== '';

type Sources = ReadonlyMap<ConnectionOptionName, ConnectionOption>;

const sourcesOf = new Map<string, Sources>();

/** Where options come from when that is the way to become another user: `ansible_METHOD_pass`. */
function sourcesFor(method: string): Sources {
  let sources = sourcesOf.get(method);
  if (!sources) sourcesOf.set(method, (sources = makeSources(method)));
  return sources;
}

const makeSources = (method: string): Sources =>
  new Map(
    connectionOptions.map((option) => [
      option.name,
      {
        ...option,
        variables: option.variables.map((name) => name.replace('METHOD', method)),
        environment: (option.environment ?? []).map((name) => name.replace('METHOD', method.toUpperCase())),
      },
    ]),
  );

function linkOf(hostName: string, get: Getter, defaults: LinkDefaults): Link {
  const seconds = numberOf('timeout', get('timeout'));
  const idle = numberOf('idleTimeout', get('idleTimeout'));
  const keyFile = textOf(get('privateKeyFile'));
  const knownHosts = textOf(get('knownHostsFile'));
  return dropUndefined({
    connection: textOf(get('connection')) ?? 'ssh',
    host: textOf(get('host')) ?? hostName,
    port: numberOf('port', get('port')),
    user: textOf(get('user')),
    password: textOf(get('password')),
    privateKeyFile: keyFile && expandHome(keyFile),
    privateKeyPassphrase: textOf(get('privateKeyPassphrase')),
    hostKeyChecking: checkingOf(get('hostKeyChecking')),
    knownHostsFiles: knownHosts === undefined ? undefined : [expandHome(knownHosts)],
    sshArgs: commandLineOf('sshArgs', get),
    commonArgs:
      [commandLineOf('sshCommonArgs', get), commandLineOf('sshExtraArgs', get)].filter(Boolean).join(' ') ||
      undefined,
    retries: numberOf('retries', get('retries')),
    timeouts: timeoutsFor(seconds, idle),
    root: textOf(get('root')),
    exe: textOf(get('chrootExe')),
    shell: textOf(get('shell')),
    tempDir: textOf(get('tempDir')),
    cwd: defaults.cwd,
  });
}

function timeoutsFor(seconds: number | undefined, idle: number | undefined): Link['timeouts'] | undefined {
  if (seconds === undefined && idle === undefined) return undefined;
  const ms = seconds === undefined ? undefined : seconds * 1000;
  return dropUndefined({
    connectMs: ms,
    bannerMs: ms,
    hostkeyMs: ms,
    authMs: ms,
    openMs: ms,
    idleMs: idle === undefined ? undefined : idle * 1000,
  });
}

const becomeOf = (method: string, get: Getter): Become =>
  dropUndefined({
    method,
    user: textOf(get('becomeUser')) ?? 'root',
    password: textOf(get('becomePassword')),
    flags: commandLineOf('becomeFlags', get),
    exe: textOf(get('becomeExe')),
  });

/** exactOptionalPropertyTypes: what is not said is not there. */
function dropUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const said: Partial<T> = {};
  for (const name of Object.keys(object) as (keyof T)[])
    if (object[name] !== undefined) said[name] = object[name];
  return said as { [K in keyof T]: Exclude<T[K], undefined> };
}

function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (value instanceof PyFloat) return String(value.value);
  if (typeof value !== 'object') return String(value);
  throw new TsplayError({
    code: 'bad-connection-option',
    message: 'a connection option is one value, not a list or a dict',
  });
}

function numberOf(name: ConnectionOptionName, value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(textOf(value));
  if (Number.isFinite(number)) return number;
  throw badValue(name, value, 'is not a number');
}

function commandLineOf(name: ConnectionOptionName, get: Getter): string | undefined {
  const text = textOf(get(name));
  const mistake = text === undefined ? undefined : wordsMistake(text);
  if (mistake === undefined) return text;
  throw badValue(name, text!, `cannot be split into words: ${mistake}`);
}

function boolOf(name: ConnectionOptionName, value: Value | undefined): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  const text = textOf(value)!.trim().toLowerCase();
  if (['yes', 'on', 'true', 't', 'y', '1', '1.0'].includes(text)) return true;
  if (['no', 'off', 'false', 'f', 'n', '0', '0.0'].includes(text)) return false;
  throw badValue(name, value, 'is neither true nor false');
}

function checkingOf(value: Value | undefined): HostKeyChecking | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && ['accept-new', 'accept_new'].includes(value.toLowerCase()))
    return 'accept-new';
  return boolOf('hostKeyChecking', value) ? 'ask' : 'off';
}

function badValue(name: ConnectionOptionName, value: Value, why: string): TsplayError {
  const option = connectionOptions.find((one) => one.name === name)!;
  return new TsplayError({
    code: 'bad-connection-option',
    message: `${option.variables[0]}: ${JSON.stringify(value)} ${why}`,
  });
}
