import { pyOrder } from './compare.js';

/** sorted(): stable, also with `reverse`, by the key of each item. */
export function sortValues(
  items: Iterable<unknown>,
  keyOf: (item: unknown) => unknown,
  reverse = false,
): unknown[] {
  const keyed = Array.from(items, (item) => ({ key: keyOf(item), item }));
  keyed.sort((a, b) => (reverse ? pyOrder(b.key, a.key) : pyOrder(a.key, b.key)));
  return keyed.map(({ item }) => item);
}
