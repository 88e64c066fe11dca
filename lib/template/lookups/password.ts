import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { pyStr, PyError, pyRepr } from '../../jinja/index.js';
import { expandUser } from '../filters/paths.js';
import { hashPassword } from '../hash-password.js';
import { LookupError } from '../lookup-error.js';
import { isSequence } from '../python.js';
import { seededRandom, systemRandom, type RandomSource } from '../seeded-random.js';
import type { Lookup, LookupCall } from '../templar.js';

const SETS: Readonly<Record<string, string>> = {
  ascii_letters: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ascii_lowercase: 'abcdefghijklmnopqrstuvwxyz',
  ascii_uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  hexdigits: '0123456789abcdefABCDEF',
  octdigits: '01234567',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};
const KNOWN = ['length', 'encrypt', 'chars', 'ident', 'seed'];

interface Wanted {
  readonly path: string;
  readonly length: number;
  readonly chars: readonly string[];
  readonly encrypt: string | undefined;
  readonly ident: string | undefined;
  readonly random: RandomSource;
}

/** A password kept in a file of the controller (0600), made when the file is missing; `/dev/null` keeps nothing. */
export const password: Lookup = (call) => call.terms.map((term) => passwordOf(call, pyStr(term)));

function passwordOf(call: LookupCall, term: string): string {
  const wanted = wantedOf(call, term);
  const kept =
    existsSync(wanted.path) && wanted.path !== '/dev/null'
      ? readFileSync(wanted.path, 'utf8').trimEnd()
      : undefined;
  const { plain, salt, ident: keptIdent } = kept === undefined ? {} : splitKept(kept);
  const text = plain ?? randomText(wanted);
  if (wanted.encrypt === undefined) {
    if (kept === undefined) keep(wanted.path, text);
    return text;
  }
  const usedSalt = salt ?? randomSalt(wanted.encrypt);
  const ident = wanted.ident ?? (isBcrypt(wanted.encrypt) ? '2b' : undefined);
  if (salt === undefined || ident !== keptIdent)
    keep(wanted.path, `${text} salt=${usedSalt}${ident === undefined ? '' : ` ident=${ident}`}`);
  return hashPassword(text, { kind: wanted.encrypt, salt: usedSalt, ident });
}

interface Kept {
  readonly plain?: string;
  readonly salt?: string | undefined;
  readonly ident?: string | undefined;
}

/** `password`, `password salt=…` or `password salt=… ident=…`: what a file holds. */
function splitKept(content: string): Kept {
  const at = content.lastIndexOf(' salt=');
  if (at < 0) return { plain: content };
  const [salt, ident] = content.slice(at + 6).split(' ident=');
  return { plain: content.slice(0, at), salt, ident };
}

const isBcrypt = (kind: string): boolean => kind === 'bcrypt' || kind === 'blowfish';

function randomSalt(kind: string): string {
  const size = isBcrypt(kind) ? 22 : kind.startsWith('md5') ? 8 : 16;
  const chars = `${SETS.ascii_letters!}${SETS.digits!}./`;
  return Array.from({ length: size }, () => chars[systemRandom.below(chars.length)]!).join('');
}

const randomText = ({ length, chars, random }: Wanted): string => {
  const pool = [...chars.join('')];
  return Array.from({ length }, () => pool[random.below(pool.length)]!).join('');
};

function keep(path: string, content: string): void {
  if (path === '/dev/null') return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${content}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}

function wantedOf({ options, templar }: LookupCall, term: string): Wanted {
  const { path, given } = splitTerm(term);
  const option = (name: string): string | undefined =>
    given.get(name) ?? (options.has(name) ? pyStr(options.get(name)) : undefined);
  const length = option('length') ?? '20';
  if (!/^\s*[+-]?\d+\s*$/.test(length))
    throw new PyError('ValueError', `invalid literal for int() with base 10: ${pyRepr(length)}`);
  const listed = options.get('chars');
  const names = given.has('chars') || !isSequence(listed) ? charNames(option('chars')) : listed.map(pyStr);
  const seed = option('seed');
  return {
    path: path === '/dev/null' ? path : resolve(templar.options.basedir ?? process.cwd(), expandUser(path)),
    length: Math.max(0, Number(length)),
    chars: names.map((name) => (Object.hasOwn(SETS, name) ? SETS[name]! : name).replace(/["']/g, '')),
    encrypt: option('encrypt') || undefined,
    ident: option('ident') || undefined,
    random: seed === undefined ? systemRandom : seededRandom(seed),
  };
}

function splitTerm(term: string): { path: string; given: Map<string, string> } {
  const found = /^(.*?)((?:\s+\w+=\S*)*)\s*$/s.exec(term)!;
  const given = new Map([...found[2]!.matchAll(/(\w+)=(\S*)/g)].map(([, name, value]) => [name!, value!]));
  const unknown = [...given.keys()].filter((name) => !KNOWN.includes(name)).sort();
  if (unknown.length > 0)
    throw new LookupError(`Unrecognized parameter(s) given to password lookup: ${unknown.join(', ')}`);
  return { path: found[1]!, given };
}

// `,,` stands for a comma
function charNames(text: string | undefined): string[] {
  if (text === undefined) return ['ascii_letters', 'digits', '.,:-_'];
  const names = text.replaceAll(',,', ',').split(',').filter(Boolean);
  return text.includes(',,') ? [',', ...names] : names;
}
