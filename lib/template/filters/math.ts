import { Tuple, type Value } from '../../core/value.js';
import {
  bindArgs,
  demand,
  isUndefined,
  itemOf,
  pyBinary,
  PyError,
  pyStr,
  requireHashable,
  type Filter,
  pyEquals,
  pyTruth,
} from '../../jinja/index.js';
import { fromHumanSize, toHumanSize } from '../human-size.js';
import { noteImpureCall } from '../purity.js';
import {
  filterError,
  filterTypeError,
  isIterable,
  isMapping,
  isSequence,
  isText,
  itemsOf,
  numberOf,
  sequenceOf,
  toFloat,
  typeName,
} from '../python.js';
import { seededRandom, shuffled, systemRandom, type RandomSource } from '../seeded-random.js';

/** Numbers, sets and chance. */
export const mathFilters: Readonly<Record<string, Filter>> = {
  log: (value, args, kwargs) => {
    const base = bindArgs('log', ['base'], args, kwargs).base;
    const x = mathNumber('log', demand(value));
    if (x <= 0) throw new PyError('ValueError', 'math domain error');
    if (base === undefined) return toFloat(Math.log(x));
    return toFloat(numberOf(base) === 10 ? Math.log10(x) : Math.log(x) / Math.log(mathNumber('log', base)));
  },
  pow: (value, args) => toFloat(mathNumber('pow', demand(value)) ** mathNumber('pow', args[0])),
  root: (value, args) => {
    const x = mathNumber('root', demand(value));
    const base = args[0] === undefined ? 2 : mathNumber('root', args[0]);
    if (x < 0 && base === 2) throw filterTypeError('root() can only be used on numbers: math domain error');
    return toFloat(base === 2 ? Math.sqrt(x) : x ** (1 / base));
  },
  human_readable: (value, args, kwargs) => {
    const given = bindArgs('human_readable', ['isbits', 'unit'], args, kwargs);
    return toHumanSize(
      demand(value),
      pyTruth(given.isbits ?? false),
      given.unit === undefined || given.unit === null ? undefined : pyStr(given.unit),
    );
  },
  human_to_bytes: (value, args, kwargs) => {
    const given = bindArgs('human_to_bytes', ['default_unit', 'isbits'], args, kwargs);
    return fromHumanSize(
      pyStr(demand(value)),
      given.default_unit === undefined || given.default_unit === null ? undefined : pyStr(given.default_unit),
      pyTruth(given.isbits ?? false),
    );
  },
  random: (value, args, kwargs) => {
    const given = bindArgs('random', ['start', 'step', 'seed'], args, kwargs);
    return pick(demand(value), given, randomOf(given.seed));
  },
  // what cannot be shuffled stays
  shuffle: (value, args, kwargs) => {
    const { seed } = bindArgs('shuffle', ['seed'], args, kwargs);
    return isText(demand(value)) || isIterable(value) ? shuffled(itemsOf(value), randomOf(seed)) : value;
  },
  union: (value, args) => distinct(joined(value, args[0])),
  intersect: (value, args) => distinct(itemsOf(value).filter((item) => contains(itemsOf(args[0]), item))),
  difference: (value, args) => distinct(itemsOf(value).filter((item) => !contains(itemsOf(args[0]), item))),
  symmetric_difference: (value, args) => {
    const [own, other] = [itemsOf(value), itemsOf(args[0])];
    const both = distinct(joined(value, args[0]));
    return both.filter((item) => contains(own, item) !== contains(other, item));
  },
  unique: (value, args, kwargs) => {
    const given = bindArgs('unique', ['case_sensitive', 'attribute'], args, kwargs);
    return unique(value, given.case_sensitive, given.attribute);
  },
};

function mathNumber(name: string, value: unknown): number {
  const number = numberOf(demand(value));
  if (number === undefined)
    throw filterTypeError(
      `${name}() can only be used on numbers: must be real number, not ${typeName(value)}`,
    );
  return number;
}

function randomOf(seed: unknown): RandomSource {
  if (seed === undefined || seed === null) {
    noteImpureCall();
    return systemRandom;
  }
  return seededRandom(typeof seed === 'number' || typeof seed === 'bigint' ? seed : pyStr(seed));
}

function pick(value: unknown, given: { start: unknown; step: unknown }, random: RandomSource): Value {
  const end = Number.isInteger(value) || typeof value === 'boolean' ? Number(value) : undefined;
  if (end !== undefined) {
    // a step of 0 is none
    const start = numberOf(given.start) ?? 0;
    const step = numberOf(given.step) || 1;
    const count = Math.ceil((end - start) / step);
    const range = step === 1 ? ` (${start}, ${end}, ${end - start})` : '';
    if (!(count > 0)) throw new PyError('ValueError', `empty range for randrange()${range}`);
    return start + step * random.below(count);
  }
  if (!isText(value) && !isIterable(value))
    throw filterError('random can only be used on sequences and integers');
  if (given.start || given.step) throw filterError('start and step can only be used with integer values');
  const items = itemsOf(value);
  if (items.length === 0) throw new PyError('IndexError', 'Cannot choose from an empty sequence');
  const index = random.below(items.length);
  if (isMapping(value)) {
    const found = itemOf(value, index, 'chainable');
    if (isUndefined(found)) throw new PyError('KeyError', String(index));
    return found as Value;
  }
  if (!isText(value) && !sequenceOf(value))
    throw new PyError('TypeError', `'${typeName(value)}' object is not subscriptable`);
  return items[index]!;
}

// sets where both can be one, else Python's `+`
function joined(a: unknown, b: unknown): Value[] {
  return isHashable(a) && isHashable(b)
    ? [...itemsOf(a), ...itemsOf(b)]
    : itemsOf(pyBinary('+', demand(a), demand(b)));
}

function isHashable(value: unknown): boolean {
  return value instanceof Tuple || !(isSequence(value) || isMapping(value) || value instanceof Set);
}

const contains = (items: readonly Value[], wanted: Value): boolean =>
  items.some((item) => pyEquals(item, wanted));

/** The first of every group of equal items. */
function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<unknown>();
  const out: Value[] = [];
  for (const item of items) {
    const text = isText(item) ? pyStr(item) : undefined;
    if (text === undefined ? contains(out, item) : seen.has(text)) continue;
    if (text !== undefined) seen.add(text);
    out.push(item);
  }
  return out;
}

/** Jinja's unique, which cannot compare lists and dicts; then by content, where no parameter says otherwise. */
function unique(value: unknown, caseSensitive: unknown, attribute: unknown): Value[] {
  const path = attribute === undefined || attribute === null ? undefined : pyStr(attribute);
  const given = caseSensitive !== undefined && caseSensitive !== null;
  const exact = given && pyTruth(caseSensitive);
  try {
    const items = itemsOf(value);
    const keys = items.map((item) => (path === undefined ? item : attributeOf(item, path)));
    for (const key of keys) requireHashable(key);
    return firstOfEach(
      items,
      keys.map((key) => fold(key, exact)),
    );
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    if (path !== undefined || (given && !exact))
      throw filterError(
        `Jinja2's unique filter failed and we cannot fall back to Ansible's version as it does not support the parameters supplied. ${error.message}`,
      );
    const items = itemsOf(value);
    return firstOfEach(items, items);
  }
}

function firstOfEach(items: readonly Value[], keys: readonly Value[]): Value[] {
  const seen: Value[] = [];
  return items.filter((_item, n) => {
    const known = contains(seen, keys[n]!);
    if (!known) seen.push(keys[n]!);
    return !known;
  });
}

const fold = (value: Value, caseSensitive: boolean): Value =>
  !caseSensitive && typeof value === 'string' ? value.toLowerCase() : value;

function attributeOf(item: Value, path: string): Value {
  const keys = path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  return keys.reduce<unknown>((found, key) => demand(itemOf(found, key, 'chainable')), item) as Value;
}
