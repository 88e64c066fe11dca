import { createHash, getHashes } from 'node:crypto';

import { bindArgs, decodeBytes, demand, encodeText, pyRepr, pyStr, type Filter } from '../../jinja/index.js';
import { decodeBase64 } from '../decode-base64.js';
import { hashPassword } from '../hash-password.js';
import { noteImpureCall } from '../purity.js';
import { filterError, filterTypeError, isText, numberOf, typeName } from '../python.js';
import { seededRandom, systemRandom } from '../seeded-random.js';
import { uuid5 } from '../uuid5.js';

/** Digests, encodings and password hashes. */
export const hashFilters: Readonly<Record<string, Filter>> = {
  md5: (value) => digest('md5', value),
  sha1: (value) => digest('sha1', value),
  checksum: (value) => digest('sha1', value),
  hash: (value, args, kwargs) =>
    digest(pyStr(bindArgs('hash', ['hashtype'], args, kwargs).hashtype ?? 'sha1'), value),
  password_hash: (value, args, kwargs) => {
    const given = bindArgs(
      'password_hash',
      ['hashtype', 'salt', 'salt_size', 'rounds', 'ident'],
      args,
      kwargs,
    );
    const salt = optionText(given.salt);
    if (salt === undefined) noteImpureCall();
    const secret = demand(value);
    if (!isText(secret))
      throw filterTypeError(
        `secret must be unicode or bytes, not ${secret === null ? 'None' : typeName(secret)}`,
      );
    if (Array.isArray(given.salt_size) && given.salt_size.length > 0)
      throw filterTypeError(`'<' not supported between instances of 'list' and 'int'`);
    return hashPassword(pyStr(secret), {
      kind: pyStr(given.hashtype ?? 'sha512'),
      salt,
      ident: optionText(given.ident),
      saltSize: numberOf(given.salt_size),
      rounds: roundsOf(given.rounds ?? null),
    });
  },
  b64encode: (value, args, kwargs) => {
    const encoding = encodingOf(bindArgs('b64encode', ['encoding'], args, kwargs).encoding);
    const bytes = encodeText(pyStr(demand(value)), encoding, 'surrogateescape');
    return Buffer.from(bytes).toString('base64');
  },
  b64decode: (value, args, kwargs) => {
    const encoding = encodingOf(bindArgs('b64decode', ['encoding'], args, kwargs).encoding);
    return decodeBytes(decodeBase64(pyStr(demand(value))), encoding, 'surrogateescape');
  },
  to_uuid: (value, args, kwargs) => {
    const given = bindArgs('to_uuid', ['namespace'], args, kwargs).namespace;
    return uuid5(pyStr(demand(value)), given === undefined ? NAMESPACE : given);
  },
  random_mac: (value, args, kwargs) =>
    randomMac(demand(value), bindArgs('random_mac', ['seed'], args, kwargs, 1).seed),
};

// an empty text is as good as none
const optionText = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : pyStr(value);

const NAMESPACE = '361E6D51-FAEC-444A-9079-341386DA8E2E';

function roundsOf(value: unknown): number | undefined {
  if (!isText(value)) return numberOf(value);
  if (/^\s*[+-]?\d+\s*$/.test(pyStr(value))) return Number(pyStr(value));
  throw filterError(`Could not hash the secret.. invalid literal for int() with base 10: ${pyRepr(value)}`);
}

function digest(kind: string, value: unknown): string {
  const known: Readonly<Record<string, string>> = {
    blake2b: 'blake2b512',
    blake2s: 'blake2s256',
    sha3_224: 'sha3-224',
    sha3_256: 'sha3-256',
    sha3_384: 'sha3-384',
    sha3_512: 'sha3-512',
  };
  const name = known[kind] ?? kind;
  if (!getHashes().includes(name)) throw filterError(`unsupported hash type ${kind}`);
  return createHash(name)
    .update(pyStr(demand(value)), 'utf8')
    .digest('hex');
}

function encodingOf(given: unknown): string {
  const encoding = given === undefined ? 'utf-8' : given;
  if (isText(encoding)) return pyStr(encoding);
  throw filterTypeError(`encode() argument 'encoding' must be str, not ${typeName(encoding)}`);
}

function randomMac(value: unknown, seed: unknown): string {
  if (!isText(value))
    throw filterError(`Invalid value type (<class '${typeName(value)}'>) for random_mac (${pyStr(value)})`);
  const prefix = pyStr(value).toLowerCase();
  const refuse = (why: string): Error => filterError(`Invalid value (${prefix}) for random_mac: ${why}`);
  const parts = prefix.split(':');
  if (parts.length > 5) throw refuse('5 colon(:) separated items max');
  for (const part of parts) {
    if (part === '') throw refuse('empty item');
    if (!/^[0-9a-f]{2}/.test(part)) throw refuse(`${part} not hexa byte`);
  }
  if (seed === undefined || seed === null) noteImpureCall();
  const random =
    seed === undefined || seed === null
      ? systemRandom
      : seededRandom(isText(seed) ? pyStr(seed) : BigInt(seed as number));
  const digits = (0x1000000000 + random.below(0xf000000000)).toString(16);
  const rest = digits.slice(0, 2 * (6 - parts.length));
  return prefix + rest.replace(/../g, ':$&');
}
