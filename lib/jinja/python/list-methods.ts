import { bindArgs } from './bind-args.js';
import { pyEquals } from './equality.js';
import { toArray } from './iterate.js';
import type { Method, MethodTable } from './methods.js';
import { isInt } from './numbers.js';
import { PyError } from './py-error.js';
import { pyRepr } from './repr.js';
import { sortValues } from './sort-values.js';
import { pyTruth } from './truth.js';
import { typeName } from './type-name.js';

type ListMethod = Method<unknown[]>;

const indexOf = (self: unknown[], item: unknown): number => self.findIndex((other) => pyEquals(other, item));

const index: ListMethod = (self, args) => {
  const from = args[1] === undefined ? 0 : Number(args[1]);
  const to = args[2] === undefined ? self.length : Number(args[2]);
  const at = indexOf(self.slice(from, to), args[0]);
  if (at >= 0) return at + (from < 0 ? from + self.length : from);
  const where =
    Object.getPrototypeOf(self) === Array.prototype
      ? `${pyRepr(args[0])} is not in list`
      : 'tuple.index(x): x not in tuple';
  throw new PyError('ValueError', where);
};

const count: ListMethod = (self, args) => self.filter((item) => pyEquals(item, args[0])).length;

const pop: ListMethod = (self, args) => {
  if (self.length === 0) throw new PyError('IndexError', 'pop from empty list');
  const at = args[0] === undefined ? -1 : args[0];
  if (!isInt(at))
    throw new PyError('TypeError', `'${typeName(at)}' object cannot be interpreted as an integer`);
  const position = Number(at) < 0 ? Number(at) + self.length : Number(at);
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
  const { reverse } = bindArgs('sort', ['key', 'reverse'], [], kwargs);
  const sorted = sortValues(self, (item) => item, reverse !== undefined && pyTruth(reverse));
  self.splice(0, self.length, ...sorted);
  return null;
};

const change =
  (edit: (self: unknown[], args: readonly unknown[]) => void): ListMethod =>
  (self, args) => {
    edit(self, args);
    return null;
  };

export const tupleMethods: MethodTable<unknown[]> = new Map<string, ListMethod>([
  ['index', index],
  ['count', count],
]);

export const listMethods: MethodTable<unknown[]> = new Map<string, ListMethod>([
  ['index', index],
  ['count', count],
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
  ['insert', change((self, args) => self.splice(Number(args[0]), 0, args[1]))],
  ['clear', change((self) => self.splice(0))],
  ['reverse', change((self) => self.reverse())],
  ['copy', (self) => [...self]],
]);
