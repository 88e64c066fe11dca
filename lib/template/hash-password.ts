import { randomInt } from 'node:crypto';

import { filterError } from './python.js';
import { md5Crypt, shaCrypt } from './unix-crypt.js';

export interface PasswordHash {
  readonly kind: string;
  readonly salt?: string | undefined;
  readonly saltSize?: number | undefined;
  readonly rounds?: number | undefined;
}

const SALT_CHARS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A password as crypt(3) text: sha512, sha256 or md5, with ansible-core's default rounds. */
export function hashPassword(password: string, wanted: PasswordHash): string {
  const kind = wanted.kind.replace(/_crypt$/, '');
  if (kind !== 'sha512' && kind !== 'sha256' && kind !== 'md5') throw filterError(unsupported(wanted.kind));
  const salt = saltFor(kind, wanted);
  if (kind === 'md5') return md5Crypt(password, salt);
  const rounds = wanted.rounds ?? (kind === 'sha512' ? 656_000 : 535_000);
  return shaCrypt(kind, password, salt, rounds === 5000 ? undefined : rounds);
}

function unsupported(kind: string): string {
  if (kind === 'blowfish' || kind === 'bcrypt') return `'${kind}' is not available: use sha512 or sha256`;
  return `passlib does not support '${kind}' algorithm`;
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
