import { isDict, isList, type Dict, type Value } from './value.js';

/** What becomes of two lists under one key. */
export type MergeLists = (low: Value[], high: Value[]) => Value[];

/** The second dict over the first, dicts inside of both too (hash_behaviour=merge); of two lists the second. */
export function mergeDicts(low: Dict, high: Dict, lists: MergeLists = (_low, list) => list): Dict {
  const merged = new Map(low);
  for (const [key, value] of high) {
    const below = merged.get(key);
    if (isDict(below) && isDict(value)) merged.set(key, mergeDicts(below, value, lists));
    else merged.set(key, isList(below) && isList(value) ? lists(below, value) : value);
  }
  return merged;
}
