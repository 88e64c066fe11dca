import type { Value } from '../core/value.js';

/** The entries of a dict in the order in which PyYAML writes them; as they are when keys cannot be compared. */
export function sortedEntries(entries: [Value, Value][]): [Value, Value][] {
  const text = entries.every(([key]) => typeof key === 'string');
  const number = entries.every(([key]) => typeof key === 'number' || typeof key === 'boolean');
  if (!text && !number) return entries;
  return entries.sort(([a], [b]) => (text ? byCodePoint(a as string, b as string) : Number(a) - Number(b)));
}

function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let n = 0; n < left.length && n < right.length; n++) {
    const difference = left[n]!.codePointAt(0)! - right[n]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export const isCollection = (value: Value): boolean => Array.isArray(value) || value instanceof Map;
export const isEmpty = (value: Value): boolean => childrenOf(value).length === 0;
export const childrenOf = (value: Value): readonly Value[] =>
  Array.isArray(value) ? value : value instanceof Map ? [...value.keys(), ...value.values()] : [];
export const isSimpleKey = (key: Value): boolean =>
  typeof key !== 'string' || (key.length < 128 && !/[\n\u0085\u2028\u2029]/.test(key));
