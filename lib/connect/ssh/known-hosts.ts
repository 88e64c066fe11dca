import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** One line of a known_hosts file. */
export interface KnownHost {
  readonly marker: '' | '@revoked' | '@cert-authority';
  /** Comma-separated patterns, or one hashed name. */
  readonly names: string;
  readonly type: string;
  readonly key: string;
  readonly file: string;
  readonly line: number;
}

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'changed'; readonly entry: KnownHost }
  | { readonly kind: 'revoked'; readonly entry: KnownHost }
  | { readonly kind: 'authority'; readonly entry: KnownHost };

/** Lines of all files that exist, in order. Lines that are no entries are passed over, as ssh does. */
export const readKnownHosts = (files: readonly string[]): KnownHost[] => files.flatMap(entriesIn);

// every host of a run asks the same files: each is read again only when it has changed
function entriesIn(file: string): readonly KnownHost[] {
  const stamp = stampOf(file);
  const had = filesRead.get(file);
  if (had?.stamp === stamp) return had.entries;
  const entries = textIn(file)
    .split('\n')
    .flatMap((line, index) => parseLine(line, file, index + 1) ?? []);
  filesRead.set(file, { stamp, entries });
  return entries;
}

const filesRead = new Map<string, { readonly stamp: string; readonly entries: readonly KnownHost[] }>();

function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return 'none';
  }
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The entries that speak of the host; `name` as {@link knownHostName} makes it. */
export const entriesFor = (name: string, entries: readonly KnownHost[]): KnownHost[] =>
  entries.filter((entry) => matchesNames(name, entry.names));

/** Is `key` the host's? Any revocation wins; a certificate authority alone does not make a plain key known. */
export function judgeHostKey(key: Buffer, entries: readonly KnownHost[]): HostKeyVerdict {
  const text = key.toString('base64');
  const type = hostKeyType(key);
  const same = entries.filter((entry) => entry.key === text);
  const revoked = same.find((entry) => entry.marker === '@revoked');
  if (revoked) return { kind: 'revoked', entry: revoked };
  if (same.some((entry) => entry.marker === '')) return { kind: 'known' };
  const plain = entries.filter((entry) => entry.marker === '');
  const entry = plain.find((one) => one.type === type) ?? plain[0];
  if (entry) return { kind: 'changed', entry };
  const authority = entries.find((one) => one.marker === '@cert-authority');
  return authority ? { kind: 'authority', entry: authority } : { kind: 'unknown' };
}

/** `host`, or `[host]:port` for another port than 22. */
export const knownHostName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;

/** What `ssh-keygen -l` shows: `SHA256:…`. */
export const fingerprintOf = (key: Buffer | string): string =>
  `SHA256:${createHash('sha256')
    .update(typeof key === 'string' ? Buffer.from(key, 'base64') : key)
    .digest('base64')
    .replace(/=+$/, '')}`;

/** The type a key blob itself tells: `ssh-ed25519`… */
export const hostKeyType = (key: Buffer): string => key.toString('latin1', 4, 4 + key.readUInt32BE(0));

/** Adds a line to the file, which need not be there, nor end with a newline. */
export function rememberHostKey(file: string, name: string, key: Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const before = /[^\n]$/.test(textIn(file)) ? '\n' : '';
  appendFileSync(file, `${before}${name} ${hostKeyType(key)} ${key.toString('base64')}\n`, { mode: 0o600 });
}

/** A name as `HashKnownHosts yes` has it: whoever reads the file does not learn where one logs in. */
export function hashedName(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${hashOf(name, salt).toString('base64')}`;
}

const hashOf = (name: string, salt: Buffer): Buffer => createHmac('sha1', salt).update(name).digest();

function parseLine(line: string, file: string, number: number): KnownHost | undefined {
  const words = line.trim().split(/\s+/);
  if (words[0] === undefined || words[0] === '' || words[0].startsWith('#')) return undefined;
  const marker = words[0] === '@revoked' || words[0] === '@cert-authority' ? words[0] : '';
  if (marker === '' && words[0].startsWith('@')) return undefined;
  const [names, type, key] = marker ? words.slice(1) : words;
  if (names === undefined || type === undefined || key === undefined) return undefined;
  return { marker, names, type, key, file, line: number };
}

function matchesNames(name: string, names: string): boolean {
  if (names.startsWith('|')) return matchesHash(name, names);
  let matched = false;
  for (const pattern of names.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!matchesPattern(name, negated ? pattern.slice(1) : pattern)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

/** `|1|salt|hmac-sha1(salt, name)` */
function matchesHash(name: string, hashed: string): boolean {
  const [, version, salt, hash] = hashed.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = hashOf(name, Buffer.from(salt, 'base64'));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const matchesPattern = (name: string, pattern: string): boolean =>
  /[*?]/.test(pattern) ? globToRegExp(pattern).test(name) : pattern === name;

function globToRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
