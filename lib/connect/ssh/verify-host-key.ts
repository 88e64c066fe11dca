import { ConnectionLost } from '../../remote/connection-lost.js';
import type { HostKeyChecking } from '../link.js';
import { UnknownHostKey } from './ask-to-trust.js';
import type { HostKeyQuestion } from './host-key-question.js';
import {
  entriesFor,
  fingerprintOf,
  hashedName,
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
  /** Names are hashed where they are remembered (HashKnownHosts). */
  readonly hashNames: boolean;
}

/** Throws {@link ConnectionLost} unless the key may be trusted; nothing was sent to the host by then but its own kind of greeting. */
export function verifyHostKey(key: Buffer, rules: HostKeyRules): void {
  const name = knownHostName(rules.host, rules.port);
  const entries = readKnownHosts(rules.files);
  const verdict = judgeHostKey(key, entriesFor(name, entries));
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
      return judgeUnknown(
        { key, name, print, entries },
        rules,
        'entry' in verdict ? verdict.entry : undefined,
      );
  }
}

interface Shown {
  readonly key: Buffer;
  readonly name: string;
  readonly print: string;
  readonly entries: readonly KnownHost[];
}

function judgeUnknown(shown: Shown, rules: HostKeyRules, authority: KnownHost | undefined): void {
  const { name, print } = shown;
  if (rules.checking === 'off')
    return rules.warn(`host key checking is off: ${name} was not verified (${print})`);
  if (rules.checking === 'accept-new') {
    remember(shown, rules);
    return rules.warn(`the host key of ${name} was not known and is trusted from now on: ${print}`);
  }
  if (rules.checking === 'ask' && trusted.has(idOf(shown, rules))) return;
  const about = authority
    ? ` (${placeOf(authority)} trusts a certificate authority, but host certificates are not understood here)`
    : '';
  const message = `the host key of ${name} is not known: ${print}${about}`;
  if (rules.checking === 'strict') throw new ConnectionLost('hostkey', message, trustHint(rules));
  throw new UnknownHostKey(message, trustHint(rules), questionAbout(shown, rules), () => {
    trusted.add(idOf(shown, rules));
    remember(shown, rules);
  });
}

// what somebody has said yes to holds until the program ends, also where the file can keep nothing (/dev/null)
const trusted = new Set<string>();
const idOf = ({ key, name }: Shown, { files }: HostKeyRules): string =>
  JSON.stringify([files[0], name, key.toString('base64')]);

function remember({ key, name }: Shown, { files, hashNames }: HostKeyRules): void {
  if (files[0] !== undefined) rememberHostKey(files[0], hashNames ? hashedName(name) : name, key);
}

function questionAbout({ key, name, entries }: Shown, rules: HostKeyRules): HostKeyQuestion {
  const same = entries.filter((entry) => entry.marker === '' && entry.key === key.toString('base64'));
  return {
    host: name,
    type: hostKeyType(key),
    fingerprint: fingerprintOf(key),
    otherNames: same.map((entry) => `${placeOf(entry)}: ${shownNames(entry)}`),
    file: rules.files[0],
  };
}

const shownNames = ({ names }: KnownHost): string => (names.startsWith('|') ? '[hashed name]' : names);

const trustHint = (rules: HostKeyRules): string =>
  `compare the fingerprint with the host's own, then: ssh-keyscan -p ${rules.port} ${rules.host} >>${rules.files[0] ?? '~/.ssh/known_hosts'}`;

const placeOf = (entry: KnownHost): string => `${entry.file}:${entry.line}`;

/** Key types of the host that are known, so that the server is asked for one of those first. */
export function knownKeyTypes(host: string, port: number, files: readonly string[]): string[] {
  const entries = entriesFor(knownHostName(host, port), readKnownHosts(files));
  return [...new Set(entries.filter((entry) => entry.marker === '').map((entry) => entry.type))];
}
