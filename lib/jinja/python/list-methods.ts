import { shaped, withShapes } from './builtin-call.js';
import { pyEquals } from './equality.js';
import { indexOf as toIndex } from './index-of.js';
import { toArray } from './iterate.js';
import type { Method, MethodTable } from './methods.js';
import { isInt } from './numbers.js';
import { PyError } from './py-error.js';
import { pyRepr } from './repr.js';
import { sortValues } from './sort-values.js';

type ListMethod = Method<unknown[]>;

const indexOf = (self: unknown[], item: unknown): number => self.findIndex((other) => pyEquals(other, item));

const index: ListMethod = (self, args) => {
  const [from, to] = [placeOf(args[1] ?? 0), placeOf(args[2] ?? self.length)];
  const at = indexOf(self.slice(from, to), args[0]);
  if (at >= 0) return at + (from < 0 ? from + self.length : from);
  const where =
    Object.getPrototypeOf(self) === Array.prototype
      ? `${pyRepr(args[0])} is not in list`
      : 'tuple.index(x): x not in tuple';
  throw new PyError('ValueError', where);
};

function placeOf(value: unknown): number {
  if (isInt(value)) return Number(value);
  throw new PyError('TypeError', 'slice indices must be integers or have an __index__ method');
}

const count: ListMethod = (self, args) => self.filter((item) => pyEquals(item, args[0])).length;

const pop: ListMethod = (self, args) => {
  if (self.length === 0) throw new PyError('IndexError', 'pop from empty list');
  const at = toIndex(args[0] ?? -1);
  const position = at < 0 ? at + self.length : at;
  if (position < 0 || position >= self.length) throw new PyError('IndexError', 'pop index out of range');
  return self.splice(position, 1)[0];
};

const remove: ListMethod = (self, args) => {
  const at = indexOf(self, args[0]);
  if (at < 0) throw new PyError('ValueError', 'list.remove(x): x not in list');
  self.splice(at, 1);
  return null;
};

const sort: ListMethod = (self, args, kwargs) => {
  if (args.length > 0) throw new PyError('TypeError', 'sort() takes no positional arguments');
  const reverse = toIndex(kwargs.get('reverse') ?? false) !== 0;
  const sorted = sortValues(self, (item) => item, reverse);
  self.splice(0, self.length, ...sorted);
  return null;
};

const change =
  (edit: (self: unknown[], args: readonly unknown[]) => void): ListMethod =>
  (self, args) => {
    edit(self, args);
    return null;
  };

const SEARCHES: readonly (readonly [string, ListMethod])[] = [
  ['index', index],
  ['count', count],
];

export const tupleMethods: MethodTable<unknown[]> = withShapes('tuple', SEARCHES, {
  index: '1-3',
  count: '1',
});

const METHODS: readonly (readonly [string, ListMethod])[] = [
  ...SEARCHES,
  ['pop', pop],
  ['remove', remove],
  ['sort', sort],
  ['append', change((self, args) => self.push(args[0]))],
  [
    'extend',
    change((self, args) =>
      toArray(args[0])
        .slice()
        .forEach((item) => self.push(item)),
    ),
  ],
  ['insert', change((self, args) => self.splice(toIndex(args[0]), 0, args[1]))],
  ['clear', change((self) => self.splice(0))],
  ['reverse', change((self) => self.reverse())],
  ['copy', (self) => [...self]],
];

export const listMethods: MethodTable<unknown[]> = withShapes('list', METHODS, {
  ...shaped('1', ['count', 'append', 'extend', 'remove']),
  index: '1-3',
  pop: '0-1',
  insert: '2',
  sort: 'key reverse',
});
