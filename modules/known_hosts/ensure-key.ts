import { createHmac, randomBytes } from 'node:crypto';
import { linesWithEnds } from '../lineinfile/lines-of.js';

export interface HostKey {
  readonly name: string;
  /** A line of the file: names, type and key. */
  readonly key: string | undefined;
  readonly state: 'absent' | 'present';
  readonly hash: boolean;
}

/** The text of a known_hosts file with (or without) a key of a host; only one key of each type stays. */
export function ensureKey(before: string, wanted: HostKey): string {
  const lines = linesWithEnds(before);
  const type = keyOf(wanted.key ?? '')?.type;
  const isOurs = (line: string): boolean => keyOf(line) !== undefined && names(keyOf(line)!, wanted.name);
  if (wanted.state === 'absent') {
    const body = wanted.key === undefined ? undefined : keyOf(wanted.key)?.body;
    return lines
      .filter((line) => !isOurs(line) || (body !== undefined && keyOf(line)!.body !== body))
      .join('');
  }
  const found = lines.findIndex((line) => isOurs(line) && keyOf(line)!.type === type);
  if (
    found >= 0 &&
    keyOf(lines[found]!)!.body === keyOf(wanted.key!)!.body &&
    isHashed(lines[found]!) === wanted.hash
  )
    return before;
  const others = found < 0 ? lines : lines.filter((_, i) => i !== found);
  const text = others.join('');
  const line = wanted.hash ? hashedLine(wanted.key!, wanted.name) : wanted.key!;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line.trimEnd()}\n`;
}

/** What is wrong with a key for a host, undefined when it is good. */
export function keyProblem(key: string, name: string): string | undefined {
  const parsed = keyOf(key);
  if (!parsed || !/^[A-Za-z0-9+/]+=*$/.test(parsed.body))
    return `Host parameter does not match hashed host field in supplied key: it is not a line of known_hosts`;
  if (parsed.hosts.startsWith('|'))
    return names(parsed, name)
      ? undefined
      : 'Host parameter does not match hashed host field in supplied key';
  return names(parsed, name) ? undefined : 'Host parameter does not match hashed host field in supplied key';
}

interface Key {
  readonly marker: string;
  readonly hosts: string;
  readonly type: string;
  readonly body: string;
}

function keyOf(line: string): Key | undefined {
  const match = /^\s*(@\S+\s+)?([^\s#]\S*)\s+(\S+)\s+(\S+)/.exec(line);
  return match
    ? { marker: match[1]?.trim() ?? '', hosts: match[2]!, type: match[3]!, body: match[4]! }
    : undefined;
}

function names({ hosts }: Key, name: string): boolean {
  const hashed = /^\|1\|([^|]+)\|(.+)$/.exec(hosts);
  if (hashed) return hashOf(Buffer.from(hashed[1]!, 'base64'), name) === hashed[2];
  return hosts.toLowerCase().split(',').includes(name);
}

const isHashed = (line: string): boolean => keyOf(line)!.hosts.startsWith('|1|');

const hashOf = (salt: Buffer, name: string): string => createHmac('sha1', salt).update(name).digest('base64');

function hashedLine(line: string, name: string): string {
  const key = keyOf(line)!;
  if (key.hosts.startsWith('|')) return line;
  const salt = randomBytes(20);
  const start = key.marker === '' ? '' : `${key.marker} `;
  return `${start}|1|${salt.toString('base64')}|${hashOf(salt, name)} ${key.type} ${key.body}`;
}
