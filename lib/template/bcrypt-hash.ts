import { randomInt } from 'node:crypto';

import bcrypt from 'bcryptjs';

import { PyError } from '../jinja/index.js';
import { filterError } from './python.js';

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SALT_SIZE = 22;

export interface BcryptOptions {
  readonly salt?: string | undefined;
  readonly rounds?: number | undefined;
  /** `2a`, `2b` or `2y`: how the hash begins; the same hash otherwise. Default `2b`. */
  readonly ident?: string | undefined;
}

/** A password as bcrypt's text (`$2b$12$…`), refused in passlib's words where passlib refuses. */
export function bcryptHash(password: string, { salt, rounds = 12, ident = '2b' }: BcryptOptions): string {
  if (!/^2[aby]$/.test(ident)) throw refused(`invalid ident: '${ident}'`);
  const whole = salt === undefined ? randomSalt() : checkedSalt(salt);
  if (rounds < 4) throw refused(`bcrypt: min_desired_rounds (${rounds}) is too low, must be at least 4`);
  if (rounds > 31)
    throw refused(`bcrypt: min_desired_rounds (${rounds}) is too large, cannot be more than 31`);
  const settings = `$2b$${String(rounds).padStart(2, '0')}$${whole}`;
  return `$${ident}${bcrypt.hashSync(password, settings).slice(3)}`;
}

const refused = (why: string): PyError => filterError(`Could not hash the secret.. ${why}`);

function checkedSalt(salt: string): string {
  if (salt.length % 4 === 1) throw new PyError('ValueError', 'source length must != 1 mod 4');
  const last = ALPHABET.indexOf(salt.at(-1)!);
  if (last < 0) throw new PyError('ValueError', 'substring not found');
  if (salt.length !== SALT_SIZE)
    throw refused(
      `salt too ${salt.length < SALT_SIZE ? 'small' : 'large'} (bcrypt requires exactly ${SALT_SIZE} chars)`,
    );
  if (/[^./A-Za-z0-9]/.test(salt)) throw refused('invalid characters in bcrypt salt');
  return withoutSpareBits(salt);
}

// 22 characters are 132 bits, a salt has 128
const withoutSpareBits = (salt: string): string =>
  salt.slice(0, -1) + ALPHABET[ALPHABET.indexOf(salt.at(-1)!) & 0b110000]!;

const randomSalt = (): string =>
  withoutSpareBits(Array.from({ length: SALT_SIZE }, () => ALPHABET[randomInt(64)]!).join(''));
