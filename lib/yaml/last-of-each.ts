import { PyFloat, type Value } from '../core/value.js';
import type { YamlEntry } from './types.js';

/** A key written again keeps its first place and look, and takes the last value, as in a Python dict. */
export function lastOfEach(entries: readonly YamlEntry[]): YamlEntry[] {
  const byKey = new Map<unknown, YamlEntry>();
  for (const entry of entries) {
    const id = keyIdentity(entry.key);
    byKey.set(id, { ...entry, key: byKey.get(id)?.key ?? entry.key });
  }
  return [...byKey.values()];
}

/** Is no key written twice? */
export const areDistinct = (entries: readonly YamlEntry[]): boolean =>
  new Set(entries.map(({ key }) => keyIdentity(key))).size === entries.length;

/** Python's equality of keys: 1, 1.0 and True are one key. */
export function keyIdentity(key: Value): unknown {
  if (typeof key === 'boolean') return Number(key);
  return key instanceof PyFloat ? key.value : key;
}
