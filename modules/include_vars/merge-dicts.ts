import { isDict, type Dict } from '../../lib/core/value.js';

/** Dicts of the same name are merged at every depth, anything else is replaced. */
export function mergeDicts(under: Dict, over: Dict): Dict {
  const merged: Dict = new Map(under);
  for (const [key, value] of over) {
    const before = merged.get(key);
    merged.set(key, isDict(before) && isDict(value) ? mergeDicts(before, value) : value);
  }
  return merged;
}
