import { pyOrder } from './compare.js';

/** sorted(): stable, also with `reverse`, by the key of each item. */
export function sortValues(
  items: Iterable<unknown>,
  keyOf: (item: unknown) => unknown,
  reverse = false,
): unknown[] {
  const keyed = Array.from(items, (item) => ({ key: keyOf(item), item }));
  // Python turns the list around before and after, which keeps equal items in order
  if (reverse) keyed.reverse();
  keyed.sort((a, b) => pyOrder(a.key, b.key));
  if (reverse) keyed.reverse();
  return keyed.map(({ item }) => item);
}
