import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcryptjs';

export type Scheme = 'apr_md5_crypt' | 'bcrypt' | 'ldap_sha1' | 'md5_crypt' | 'plaintext';

/** A password as a scheme writes it in an htpasswd file. */
export function hashPassword(password: string, scheme: Scheme): string {
  switch (scheme) {
    case 'apr_md5_crypt':
      return md5Crypt(password, '$apr1$', randomSalt());
    case 'md5_crypt':
      return md5Crypt(password, '$1$', randomSalt());
    case 'bcrypt':
      return bcrypt.hashSync(password, 12).replace(/^\$2[ab]\$/, '$2y$');
    case 'ldap_sha1':
      return `{SHA}${createHash('sha1').update(password).digest('base64')}`;
    case 'plaintext':
      return password;
  }
}

/** Is this what the file should hold: the right password, in the scheme asked for? */
export function isPassword(password: string, hash: string, scheme: Scheme): boolean {
  const crypt = /^(\$apr1\$|\$1\$)([^$]{0,8})\$/.exec(hash);
  if (crypt)
    return (
      scheme === (crypt[1] === '$1$' ? 'md5_crypt' : 'apr_md5_crypt') &&
      same(md5Crypt(password, crypt[1]!, crypt[2]!), hash)
    );
  if (quickBcrypt.test(hash)) return scheme === 'bcrypt' && bcrypt.compareSync(password, hash);
  return (scheme === 'ldap_sha1' || scheme === 'plaintext') && same(hashPassword(password, scheme), hash);
}

// a host could name a cost that keeps us for years: up to 15 it takes seconds
const quickBcrypt = /^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/;

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const randomSalt = (): string => Array.from({ length: 8 }, () => alphabet[randomInt(64)]).join('');

/** The MD5 scheme of BSD's crypt (`$1$`) and Apache (`$apr1$`). */
function md5Crypt(password: string, magic: string, salt: string): string {
  const key = Buffer.from(password);
  const inner = md5(key, Buffer.from(salt), key);
  const parts: Uint8Array[] = [key, Buffer.from(magic + salt)];
  for (let left = key.length; left > 0; left -= 16) parts.push(inner.subarray(0, Math.min(16, left)));
  for (let bits = key.length; bits > 0; bits >>= 1)
    parts.push(bits & 1 ? Buffer.from([0]) : key.subarray(0, 1));
  let digest = md5(...parts);
  for (let round = 0; round < 1000; round++)
    digest = md5(...roundParts(round, key, Buffer.from(salt), digest));
  return `${magic}${salt}$${encode(digest)}`;
}

function roundParts(round: number, key: Buffer, salt: Buffer, digest: Uint8Array): Uint8Array[] {
  const isOdd = round % 2 === 1;
  return [
    isOdd ? key : digest,
    ...(round % 3 === 0 ? [] : [salt]),
    ...(round % 7 === 0 ? [] : [key]),
    isOdd ? digest : key,
  ];
}

function md5(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function encode(digest: Uint8Array): string {
  const triples = [
    [0, 6, 12],
    [1, 7, 13],
    [2, 8, 14],
    [3, 9, 15],
    [4, 10, 5],
  ];
  const words = triples.map(([a, b, c]) =>
    letters((digest[a!]! << 16) | (digest[b!]! << 8) | digest[c!]!, 4),
  );
  return words.join('') + letters(digest[11]!, 2);
}

const letters = (value: number, count: number): string =>
  Array.from({ length: count }, (_, i) => alphabet[(value >> (6 * i)) & 63]).join('');
