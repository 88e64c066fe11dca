import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { PostgresRow } from '../../lib/module/index.js';

const columns: Readonly<Record<string, string>> = {
  SUPERUSER: 'rolsuper',
  CREATEROLE: 'rolcreaterole',
  CREATEDB: 'rolcreatedb',
  INHERIT: 'rolinherit',
  LOGIN: 'rolcanlogin',
  REPLICATION: 'rolreplication',
  BYPASSRLS: 'rolbypassrls',
};

/** `role_attr_flags` as words; text says which is none. */
export function readFlags(text: string): readonly string[] | string {
  const flags = [...new Set(text.split(',').map((each) => each.trim().toUpperCase()))].filter(
    (each) => each !== '',
  );
  const wrong = flags.filter((each) => columnOf(each) === undefined);
  return wrong.length > 0 ? `Invalid role_attr_flags specified: ${wrong.join(' ')}` : flags;
}

const columnOf = (flag: string): string | undefined => columns[flag] ?? columns[flag.replace(/^NO/, '')];

/** Is a flag as the role has it? */
export const hasFlag = (role: PostgresRow, flag: string): boolean =>
  role.get(columnOf(flag)!) === Object.hasOwn(columns, flag);

const SCRAM = /^SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)$/;

/**
 * Is what the server keeps that password? A hash that is given is compared as it is.
 * Format: PostgreSQL's documentation of pg_authid, RFC 5802 and RFC 7677.
 */
export function isKept(password: string, user: string, kept: string | null): boolean {
  if (password === '') return kept === null;
  if (kept === null) return false;
  if (SCRAM.test(password) || /^md5[0-9a-f]{32}$/.test(password)) return password === kept;
  const scram = SCRAM.exec(kept);
  if (scram) return serverKey(password, scram[2]!, Number(scram[1])) === scram[4];
  return (
    kept ===
    `md5${createHash('md5')
      .update(password + user, 'utf8')
      .digest('hex')}`
  );
}

function serverKey(password: string, salt: string, rounds: number): string {
  // close to SASLprep: the server, too, takes a password that it forbids as it is
  const salted = pbkdf2Sync(password.normalize('NFKC'), Buffer.from(salt, 'base64'), rounds, 32, 'sha256');
  return createHmac('sha256', salted).update('Server Key').digest('base64');
}
