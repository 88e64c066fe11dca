import { randomInt } from 'node:crypto';

import { bcryptHash } from './bcrypt-hash.js';
import { filterError } from './python.js';
import { md5Crypt, shaCrypt } from './unix-crypt.js';

export interface PasswordHash {
  readonly kind: string;
  readonly salt?: string | undefined;
  readonly saltSize?: number | undefined;
  readonly rounds?: number | undefined;
  /** Which of bcrypt's beginnings. */
  readonly ident?: string | undefined;
}

const SALT_CHARS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A password as crypt(3) text: sha512, sha256, md5 or bcrypt (`blowfish`), with ansible-core's default rounds. */
export function hashPassword(password: string, wanted: PasswordHash): string {
  const kind = wanted.kind.replace(/_crypt$/, '');
  if (kind === 'bcrypt' || kind === 'blowfish') return bcryptHash(password, wanted);
  if (kind !== 'sha512' && kind !== 'sha256' && kind !== 'md5')
    throw filterError(`passlib does not support '${wanted.kind}' algorithm`);
  const salt = saltFor(kind, wanted);
  if (kind === 'md5') return md5Crypt(password, salt);
  const rounds = wanted.rounds ?? (kind === 'sha512' ? 656_000 : 535_000);
  if (rounds < 1000)
    throw filterError(
      `Could not hash the secret.. ${kind}_crypt: min_desired_rounds (${rounds}) is too low, must be at least 1000`,
    );
  return shaCrypt(kind, password, salt, rounds === 5000 ? undefined : rounds);
}

function saltFor(kind: string, wanted: PasswordHash): string {
  const salt = wanted.salt ?? randomSalt(wanted.saltSize ?? (kind === 'md5' ? 8 : 16));
  if (/[^./0-9A-Za-z]/.test(salt))
    throw filterError(`Could not hash the secret.. invalid characters in ${kind}_crypt salt`);
  const most = kind === 'md5' ? 8 : 16;
  if (salt.length > most)
    throw filterError(`Could not hash the secret.. salt too large (${kind}_crypt requires <= ${most} chars)`);
  return salt;
}

const randomSalt = (size: number): string =>
  Array.from({ length: size }, () => SALT_CHARS[randomInt(64)]!).join('');
