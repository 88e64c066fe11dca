import { isDict, PyDate, PyFloat, Tuple } from '../../core/value.js';
import { dateTimeOf } from './date-time.js';
import { requireHashable } from './hashable.js';
import { isNumber } from './numbers.js';
import { PyObject } from './py-object.js';
import { textOf } from './text.js';
import { Undefined } from './undefined.js';

/** Python's ==. An undefined operand raises. */
export function pyEquals(a: unknown, b: unknown): boolean {
  if (a === b) return !(a instanceof Undefined) || sameUndefined(a, b);
  const type = typeof a;
  if (type === 'string' && typeof b === 'string') return false;
  if (a instanceof Undefined || b instanceof Undefined) return sameUndefined(a, b);
  if (isNumber(a)) return isNumber(b) && numbersEqual(a, b);
  const text = textOf(a);
  if (text !== undefined) return text === textOf(b);
  if (a === null || b === null) return false;
  return objectsEqual(a, b);
}

function sameUndefined(a: unknown, b: unknown): boolean {
  for (const side of [a, b]) if (side instanceof Undefined && side.kind !== 'lenient') throw side.error();
  return a instanceof Undefined && b instanceof Undefined;
}

// == of JS compares number and bigint by value
function numbersEqual(
  a: number | bigint | boolean | PyFloat,
  b: number | bigint | boolean | PyFloat,
): boolean {
  const x = a instanceof PyFloat ? a.value : typeof a === 'boolean' ? Number(a) : a;
  const y = b instanceof PyFloat ? b.value : typeof b === 'boolean' ? Number(b) : b;
  return x == y;
}

function objectsEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a instanceof Tuple === b instanceof Tuple && sequencesEqual(a, b);
  }
  if (isDict(a)) return isDict(b) && dictsEqual(a, b);
  if (a instanceof Set)
    return b instanceof Set && a.size === b.size && [...a].every((item) => setHas(b, item));
  if (a instanceof PyDate) return dateTimeOf(a).equals(b instanceof PyDate ? dateTimeOf(b) : b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof PyObject) return a.equals?.(b instanceof PyDate ? dateTimeOf(b) : b) ?? false;
  return b instanceof PyObject ? (b.equals?.(a) ?? false) : false;
}

function sequencesEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !pyEquals(a[i], b[i])) return false;
  return true;
}

function dictsEqual(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const stored = storedKey(b, key);
    if (stored === undefined || !pyEquals(value, b.get(stored.key))) return false;
  }
  return true;
}

/** The stored key equal to `key` by Python's rules (1, 1.0 and True are one key); `undefined` when there is none. */
export function storedKey(dict: ReadonlyMap<unknown, unknown>, key: unknown): { key: unknown } | undefined {
  if (dict.has(key)) return { key };
  if (typeof key === 'string') return undefined;
  const text = textOf(key);
  if (text !== undefined) return dict.has(text) ? { key: text } : undefined;
  requireHashable(key);
  if (!isNumber(key) && typeof key !== 'object') return undefined;
  for (const other of dict.keys()) {
    if (typeof other !== 'string' && pyEquals(other, key)) return { key: other };
  }
  return undefined;
}

/** Membership by Python's ==. */
export function setHas(set: ReadonlySet<unknown>, item: unknown): boolean {
  if (set.has(item)) return true;
  if (typeof item === 'string') return false;
  for (const other of set) if (pyEquals(item, other)) return true;
  return false;
}
