import { shaped, withShapes } from './builtin-call.js';
import { dictDelete, dictGet, dictHas, dictSet } from './dict.js';
import { isIterable, pyIterate, toArray } from './iterate.js';
import type { Method, MethodTable } from './methods.js';
import { isDict } from '../../core/value.js';
import { PyError } from './py-error.js';
import { pyRepr } from './repr.js';
import { DictView, tupleOf } from './sequences.js';

type AnyDict = Map<unknown, unknown>;
type DictMethod = Method<AnyDict>;

const get: DictMethod = (self, args) => {
  const value = dictGet(self, args[0]);
  return value === undefined ? (args[1] === undefined ? null : args[1]) : value;
};

const pop: DictMethod = (self, args) => {
  if (!dictHas(self, args[0])) {
    if (args.length > 1) return args[1];
    throw new PyError('KeyError', pyRepr(args[0]));
  }
  const value = dictGet(self, args[0]);
  dictDelete(self, args[0]);
  return value;
};

const popItem: DictMethod = (self) => {
  const last = [...self].at(-1);
  if (last === undefined) throw new PyError('KeyError', "'popitem(): dictionary is empty'");
  self.delete(last[0]);
  return tupleOf(last);
};

const setDefault: DictMethod = (self, args) => {
  if (!dictHas(self, args[0])) dictSet(self, args[0], args[1] ?? null);
  return dictGet(self, args[0]);
};

const update: DictMethod = (self, args, kwargs) => {
  if (args.length > 1)
    throw new PyError('TypeError', `update expected at most 1 argument, got ${args.length}`);
  if (args[0] !== undefined) fillDict(self, args[0]);
  for (const [key, value] of kwargs) self.set(key, value);
  return null;
};

/** Puts the entries of a dict or the pairs of an iterable into a dict. */
export function fillDict(dict: AnyDict, from: unknown): void {
  if (isDict(from)) {
    for (const [key, value] of from) dictSet(dict, key, value);
    return;
  }
  let index = 0;
  for (const pair of pyIterate(from)) {
    if (!isIterable(pair))
      throw new PyError(
        'TypeError',
        `cannot convert dictionary update sequence element #${index} to a sequence`,
      );
    const items = toArray(pair);
    if (items.length !== 2) {
      throw new PyError(
        'ValueError',
        `dictionary update sequence element #${index} has length ${items.length}; 2 is required`,
      );
    }
    dictSet(dict, items[0], items[1]);
    index++;
  }
}

const fromKeys: DictMethod = (_self, args) => {
  const dict: AnyDict = new Map();
  for (const key of pyIterate(args[0])) dictSet(dict, key, args[1] ?? null);
  return dict;
};

const METHODS: readonly (readonly [string, DictMethod])[] = [
  ['keys', (self) => new DictView('keys', self)],
  ['values', (self) => new DictView('values', self)],
  ['items', (self) => new DictView('items', self)],
  ['get', get],
  ['pop', pop],
  ['popitem', popItem],
  ['setdefault', setDefault],
  ['update', update],
  ['copy', (self) => new Map(self)],
  [
    'clear',
    (self) => {
      self.clear();
      return null;
    },
  ],
  ['fromkeys', fromKeys],
];

export const dictMethods: MethodTable<AnyDict> = withShapes('dict', METHODS, {
  ...shaped('1-2', ['get', 'pop', 'setdefault', 'fromkeys']),
  update: '',
});
