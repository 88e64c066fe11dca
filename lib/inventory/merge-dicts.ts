import { isDict, type Dict } from '../core/value.js';

/** hash_behaviour=merge: the second dict over the first, dicts inside of both too. */
export function mergeDicts(low: Dict, high: Dict): Dict {
  const merged = new Map(low);
  for (const [key, value] of high) {
    const below = merged.get(key);
    merged.set(key, isDict(below) && isDict(value) ? mergeDicts(below, value) : value);
  }
  return merged;
}
