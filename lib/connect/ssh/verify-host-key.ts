import { ConnectionLost } from '../../remote/connection-lost.js';
import type { HostKeyChecking } from '../link.js';
import {
  entriesFor,
  fingerprintOf,
  hostKeyType,
  judgeHostKey,
  knownHostName,
  readKnownHosts,
  rememberHostKey,
  type KnownHost,
} from './known-hosts.js';

export interface HostKeyRules {
  /** The name in known_hosts: HostKeyAlias or the host name. */
  readonly host: string;
  readonly port: number;
  readonly checking: HostKeyChecking;
  readonly files: readonly string[];
  warn(text: string): void;
  /** Asks the person at the terminal, when there is one. */
  ask?(question: HostKeyQuestion): Promise<boolean>;
}

export interface HostKeyQuestion {
  readonly host: string;
  readonly type: string;
  readonly fingerprint: string;
}

/** Throws {@link ConnectionLost} unless the key may be trusted; nothing was sent to the host by then but its own kind of greeting. */
export async function verifyHostKey(key: Buffer, rules: HostKeyRules): Promise<void> {
  const name = knownHostName(rules.host, rules.port);
  const verdict = judgeHostKey(key, entriesFor(name, readKnownHosts(rules.files)));
  const print = `${hostKeyType(key)} ${fingerprintOf(key)}`;
  switch (verdict.kind) {
    case 'known':
      return;
    case 'revoked':
      throw new ConnectionLost(
        'hostkey',
        `${name} shows a key that is revoked at ${placeOf(verdict.entry)}: ${print}`,
      );
    case 'changed':
      if (rules.checking === 'off')
        return rules.warn(
          `${name} shows another host key than ${placeOf(verdict.entry)} knows, and host key checking is off: ${print}`,
        );
      throw new ConnectionLost(
        'hostkey',
        `the host key of ${name} is not the known one: it shows ${print}, but ${placeOf(verdict.entry)} has ${verdict.entry.type} ${fingerprintOf(verdict.entry.key)}`,
        `somebody may be in between; if the host was set up again, remove the old key: ssh-keygen -R '${name}' -f ${verdict.entry.file}`,
      );
    case 'authority':
    case 'unknown':
      return acceptUnknown(key, name, print, rules, verdict.kind === 'authority' ? verdict.entry : undefined);
  }
}

async function acceptUnknown(
  key: Buffer,
  name: string,
  print: string,
  rules: HostKeyRules,
  authority: KnownHost | undefined,
): Promise<void> {
  if (rules.checking === 'off')
    return rules.warn(`host key checking is off: ${name} was not verified (${print})`);
  if (rules.checking === 'accept-new') {
    const file = rules.files[0];
    if (file !== undefined) rememberHostKey(file, name, key);
    return rules.warn(`the host key of ${name} was not known and is trusted from now on: ${print}`);
  }
  const question = { host: name, type: hostKeyType(key), fingerprint: fingerprintOf(key) };
  if (rules.ask && (await rules.ask(question))) {
    if (rules.files[0] !== undefined) rememberHostKey(rules.files[0], name, key);
    return;
  }
  const about = authority
    ? ` (${placeOf(authority)} trusts a certificate authority, but host certificates are not understood here)`
    : '';
  throw new ConnectionLost(
    'hostkey',
    `the host key of ${name} is not known: ${print}${about}`,
    trustHint(rules),
  );
}

const trustHint = (rules: HostKeyRules): string =>
  `compare the fingerprint with the host's own, then: ssh-keyscan -p ${rules.port} ${rules.host} >>${rules.files[0] ?? '~/.ssh/known_hosts'}`;

const placeOf = (entry: KnownHost): string => `${entry.file}:${entry.line}`;

/** Key types of the host that are known, so that the server is asked for one of those first. */
export function knownKeyTypes(host: string, port: number, files: readonly string[]): string[] {
  const entries = entriesFor(knownHostName(host, port), readKnownHosts(files));
  return [...new Set(entries.filter((entry) => entry.marker === '').map((entry) => entry.type))];
}
