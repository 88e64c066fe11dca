import { isDict, Tuple } from '../../core/value.js';
import { isNumber } from './numbers.js';
import { PyError } from './py-error.js';
import { pyEquals } from './equality.js';
import { textOf } from './text.js';
import { typeName } from './type-name.js';

type AnyDict = ReadonlyMap<unknown, unknown>;

/** The stored key equal to `key` by Python's rules (1, 1.0 and True are one key); `undefined` when there is none. */
function storedKey(dict: AnyDict, key: unknown): { key: unknown } | undefined {
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

export const dictHas = (dict: AnyDict, key: unknown): boolean => storedKey(dict, key) !== undefined;

/** The value at a key; `undefined` when there is none. */
export function dictGet(dict: AnyDict, key: unknown): unknown {
  const direct = dict.get(key);
  if (direct !== undefined) return direct;
  const stored = storedKey(dict, key);
  return stored === undefined ? undefined : dict.get(stored.key);
}

/** Sets a key; an equal one that is there keeps its place and form. */
export function dictSet(dict: Map<unknown, unknown>, key: unknown, value: unknown): void {
  if (typeof key === 'string') dict.set(key, value);
  else {
    const stored = storedKey(dict, key);
    dict.set(stored === undefined ? (textOf(key) ?? key) : stored.key, value);
  }
}

export function dictDelete(dict: Map<unknown, unknown>, key: unknown): void {
  const stored = storedKey(dict, key);
  if (stored !== undefined) dict.delete(stored.key);
}

/** Raises Python's TypeError for lists, dicts and sets. */
export function requireHashable(key: unknown): void {
  if (key instanceof Tuple) for (const item of key) requireHashable(item);
  else if (Array.isArray(key) || isDict(key) || key instanceof Set) {
    throw new PyError('TypeError', `unhashable type: '${typeName(key)}'`);
  }
}
