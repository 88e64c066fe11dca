import { storedKey } from './equality.js';
import { textOf } from './text.js';

type AnyDict = ReadonlyMap<unknown, unknown>;

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
