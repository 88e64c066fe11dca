import { createHash } from 'node:crypto';

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * SHA-256 and SHA-512 crypt(3) hashes (`$5$`, `$6$`), after Ulrich Drepper's public specification
 * "Unix crypt using SHA-256 and SHA-512".
 */
export function shaCrypt(
  kind: 'sha256' | 'sha512',
  password: string,
  salt: string,
  rounds: number | undefined,
): string {
  const key = Buffer.from(password, 'utf8');
  const salted = Buffer.from(salt.slice(0, 16), 'utf8');
  const turns = Math.min(Math.max(rounds ?? 5000, 1000), 999_999_999);
  const digest = shaRounds(kind, key, salted, turns);
  const prefix = kind === 'sha256' ? '$5$' : '$6$';
  const shownRounds = rounds === undefined ? '' : `rounds=${turns}$`;
  return `${prefix}${shownRounds}${salted.toString('utf8')}$${encode(digest, kind === 'sha256' ? sha256Order() : sha512Order())}`;
}

function shaRounds(kind: string, key: Buffer, salt: Buffer, rounds: number): Buffer {
  const hash = (...parts: Buffer[]): Buffer => createHash(kind).update(Buffer.concat(parts)).digest();
  const b = hash(key, salt, key);
  const parts = [key, salt, repeatTo(b, key.length)];
  for (let n = key.length; n > 0; n >>= 1) parts.push(n & 1 ? b : key);
  let digest = hash(...parts);
  const p = repeatTo(hash(...Array.from({ length: key.length }, () => key)), key.length);
  const s = repeatTo(hash(...Array.from({ length: 16 + digest[0]! }, () => salt)), salt.length);
  for (let n = 0; n < rounds; n++) {
    const turn = [n % 2 ? p : digest];
    if (n % 3) turn.push(s);
    if (n % 7) turn.push(p);
    turn.push(n % 2 ? digest : p);
    digest = hash(...turn);
  }
  return digest;
}

const repeatTo = (bytes: Buffer, length: number): Buffer =>
  Buffer.alloc(length, bytes.length ? bytes : undefined);

function encode(digest: Buffer, order: readonly (readonly number[])[]): string {
  return order
    .map((bytes) =>
      encodeGroup(
        bytes.map((at) => (at < 0 ? 0 : digest[at]!)),
        bytes.filter((at) => at >= 0).length,
      ),
    )
    .join('');
}

// three bytes are four characters, low bits first
function encodeGroup([high, middle, low]: readonly number[], count: number): string {
  let word = (high! << 16) | (middle! << 8) | low!;
  let out = '';
  for (let n = 0; n <= count; n++) {
    out += ALPHABET[word & 0x3f]!;
    word >>>= 6;
  }
  return out;
}

function sha512Order(): number[][] {
  const groups = Array.from({ length: 21 }, (_, n) => rotate([n, n + 21, n + 42], n));
  return [...groups, [-1, -1, 63]];
}

function sha256Order(): number[][] {
  const groups = Array.from({ length: 10 }, (_, n) => rotate([n, n + 10, n + 20], 2 * n));
  return [...groups, [-1, 31, 30]];
}

const rotate = ([a, b, c]: number[], by: number): number[] =>
  [
    [a!, b!, c!],
    [b!, c!, a!],
    [c!, a!, b!],
  ][by % 3]!;

/** MD5 crypt(3) (`$1$`). Old; only for devices that know nothing better. */
export function md5Crypt(password: string, salt: string): string {
  const hash = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
  const key = Buffer.from(password, 'utf8');
  const salted = Buffer.from(salt.slice(0, 8), 'utf8');
  const parts = [key, Buffer.from('$1$'), salted, repeatTo(hash(key, salted, key), key.length)];
  for (let n = key.length; n > 0; n >>= 1) parts.push(n & 1 ? Buffer.alloc(1) : key.subarray(0, 1));
  let digest = hash(...parts);
  for (let n = 0; n < 1000; n++) {
    const turn = [n % 2 ? key : digest];
    if (n % 3) turn.push(salted);
    if (n % 7) turn.push(key);
    turn.push(n % 2 ? digest : key);
    digest = hash(...turn);
  }
  const order = [
    [0, 6, 12],
    [1, 7, 13],
    [2, 8, 14],
    [3, 9, 15],
    [4, 10, 5],
    [-1, -1, 11],
  ];
  return `$1$${salted.toString('utf8')}$${encode(digest, order)}`;
}
