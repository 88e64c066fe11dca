import { shaped, withShapes } from './builtin-call.js';
import { setHas } from './equality.js';
import { toArray } from './iterate.js';
import type { Method, MethodTable } from './methods.js';
import { PyError } from './py-error.js';
import { pyRepr } from './repr.js';
import { requireHashable } from './hashable.js';

type AnySet = Set<unknown>;
type SetMethod = Method<AnySet>;

/** set(items): equal items once. */
function makeSet(items: Iterable<unknown>): AnySet {
  const set: AnySet = new Set();
  for (const item of items) {
    requireHashable(item);
    if (!setHas(set, item)) set.add(item);
  }
  return set;
}

const union: SetMethod = (self, args) => makeSet([...self, ...args.flatMap(toArray)]);

const intersection: SetMethod = (self, args) => {
  const others = args.map((arg) => makeSet(toArray(arg)));
  return new Set([...self].filter((item) => others.every((other) => setHas(other, item))));
};

const difference: SetMethod = (self, args) => {
  const others = makeSet(args.flatMap(toArray));
  return new Set([...self].filter((item) => !setHas(others, item)));
};

const symmetricDifference: SetMethod = (self, args) => {
  const other = makeSet(toArray(args[0]));
  const mine = [...self].filter((item) => !setHas(other, item));
  return new Set([...mine, ...[...other].filter((item) => !setHas(self, item))]);
};

const isSubset: SetMethod = (self, args) => {
  const other = makeSet(toArray(args[0]));
  return [...self].every((item) => setHas(other, item));
};

function deleteItem(self: AnySet, item: unknown): boolean {
  for (const other of self) {
    if (setHas(new Set([other]), item)) return self.delete(other);
  }
  return false;
}

const change =
  (edit: (self: AnySet, args: readonly unknown[]) => void): SetMethod =>
  (self, args) => {
    edit(self, args);
    return null;
  };

const remove = change((self, args) => {
  if (!deleteItem(self, args[0])) throw new PyError('KeyError', pyRepr(args[0]));
});

const pop: SetMethod = (self) => {
  const [first] = self;
  if (self.size === 0) throw new PyError('KeyError', "'pop from an empty set'");
  self.delete(first);
  return first;
};

const addAll = (self: AnySet, items: readonly unknown[]): void => {
  for (const item of items) {
    requireHashable(item);
    if (!setHas(self, item)) self.add(item);
  }
};

const METHODS: readonly (readonly [string, SetMethod])[] = [
  ['union', union],
  ['intersection', intersection],
  ['difference', difference],
  ['symmetric_difference', symmetricDifference],
  ['issubset', isSubset],
  ['issuperset', (self, args) => toArray(args[0]).every((item) => setHas(self, item))],
  ['isdisjoint', (self, args) => !toArray(args[0]).some((item) => setHas(self, item))],
  ['add', change((self, args) => addAll(self, args.slice(0, 1)))],
  ['update', change((self, args) => addAll(self, args.flatMap(toArray)))],
  ['discard', change((self, args) => void deleteItem(self, args[0]))],
  ['remove', remove],
  ['pop', pop],
  ['copy', (self) => new Set(self)],
  ['clear', change((self) => self.clear())],
];

export const setMethods: MethodTable<AnySet> = withShapes('set', METHODS, {
  ...shaped('0+', ['union', 'intersection', 'difference', 'update']),
  ...shaped('1', ['symmetric_difference', 'issubset', 'issuperset', 'isdisjoint']),
  ...shaped('1', ['add', 'discard', 'remove']),
});
