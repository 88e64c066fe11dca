import { pyEquals } from '../jinja/index.js';
import type { Dict, Value } from '../core/value.js';
import { filterError, isMapping, isSequence } from './python.js';

/** `combine`: the second dict over the first; nested dicts too when `recursive`; lists as `list_merge` says. */
export function combineDicts(low: Dict, high: Dict, recursive: boolean, lists: string): Dict {
  const merge = Object.hasOwn(LIST_MERGES, lists) ? LIST_MERGES[lists]! : undefined;
  if (!merge) {
    throw filterError(
      "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', 'append_rp' or 'prepend_rp'",
    );
  }
  if (low.size === 0) return high;
  const out = new Map(low);
  for (const [key, above] of high) {
    const below = out.get(key);
    if (recursive && isMapping(below) && isMapping(above))
      out.set(key, combineDicts(below, above, true, lists));
    else if (isSequence(below) && isSequence(above)) out.set(key, merge(below, above));
    else out.set(key, above);
  }
  return out;
}

const without = (list: readonly Value[], other: readonly Value[]): Value[] =>
  list.filter((item) => !other.some((taken) => pyEquals(taken, item)));

const LIST_MERGES: Readonly<Record<string, (low: Value[], high: Value[]) => Value[]>> = {
  replace: (_low, high) => high,
  keep: (low) => low,
  append: (low, high) => [...low, ...high],
  prepend: (low, high) => [...high, ...low],
  append_rp: (low, high) => [...without(low, high), ...high],
  prepend_rp: (low, high) => [...high, ...without(low, high)],
};
