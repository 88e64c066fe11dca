import { pyEquals } from '../jinja/index.js';
import { mergeDicts, type MergeLists } from '../core/merge-dicts.js';
import type { Dict, Value } from '../core/value.js';
import { filterError, isSequence } from './python.js';

/** `combine`: the second dict over the first; nested dicts too when `recursive`; lists as `list_merge` says. */
export function combineDicts(low: Dict, high: Dict, recursive: boolean, lists: string): Dict {
  const merge = Object.hasOwn(LIST_MERGES, lists) ? LIST_MERGES[lists]! : undefined;
  if (!merge) {
    throw filterError(
      "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', 'append_rp' or 'prepend_rp'",
    );
  }
  if (low.size === 0) return high;
  if (recursive) return mergeDicts(low, high, merge);
  const out = new Map(low);
  for (const [key, above] of high) {
    const below = out.get(key);
    out.set(key, isSequence(below) && isSequence(above) ? merge(below, above) : above);
  }
  return out;
}

const without = (list: readonly Value[], other: readonly Value[]): Value[] =>
  list.filter((item) => !other.some((taken) => pyEquals(taken, item)));

const LIST_MERGES: Readonly<Record<string, MergeLists>> = {
  replace: (_low, high) => high,
  keep: (low) => low,
  append: (low, high) => [...low, ...high],
  prepend: (low, high) => [...high, ...low],
  append_rp: (low, high) => [...without(low, high), ...high],
  prepend_rp: (low, high) => [...high, ...without(low, high)],
};
