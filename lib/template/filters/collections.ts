import { Tuple, type Dict, type Value } from '../../core/value.js';
import {
  bindArgs,
  callCheck,
  demand,
  isUndefined,
  isInt,
  itemOf,
  PyError,
  pyRepr,
  pyStr,
  type Filter,
  indexOf,
  pyTruth,
} from '../../jinja/index.js';
import { combineDicts } from '../combine-dicts.js';
import { dumpJson } from '../dump-json.js';
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
  typeName,
} from '../python.js';

/** Filters over lists and dicts. */
export const collectionFilters: Readonly<Record<string, Filter>> = {
  combine: (value, args, kwargs) => combine([value, ...args], kwargs),
  dict2items: (value, args, kwargs) => {
    const given = bindArgs('dict2items', ['key_name', 'value_name'], args, kwargs);
    if (!isMapping(demand(value)))
      throw filterTypeError(`dict2items requires a dictionary, got ${classOf(value)} instead.`);
    return [...(value as Dict)].map(([key, item]) =>
      dictOf([
        [name(given.key_name, 'key'), key],
        [name(given.value_name, 'value'), item],
      ]),
    );
  },
  items2dict: (value, args, kwargs) => {
    const given = bindArgs('items2dict', ['key_name', 'value_name'], args, kwargs);
    return items2dict(
      demand(value),
      (given.key_name ?? 'key') as Value,
      (given.value_name ?? 'value') as Value,
    );
  },
  zip: (value, args, kwargs) => {
    checkZip([], kwargs);
    const lists = [value, ...args].map(itemsOf);
    if (pyTruth(kwargs.get('strict') ?? false)) requireSameLength(lists);
    return zipAll(lists, Math.min);
  },
  zip_longest: (value, args, kwargs) => {
    if ([...kwargs.keys()].some((key) => key !== 'fillvalue'))
      throw filterTypeError('zip_longest() got an unexpected keyword argument');
    return zipAll([value, ...args].map(itemsOf), Math.max, (kwargs.get('fillvalue') ?? null) as Value);
  },
  product: (value, args, kwargs) => {
    checkProduct([], kwargs);
    const lists = [value, ...args].map(itemsOf);
    const repeat = kwargs.has('repeat') ? indexOf(kwargs.get('repeat')) : 1;
    if (repeat < 0) throw new PyError('ValueError', 'repeat argument cannot be negative');
    return product(Array.from({ length: repeat }, () => lists).flat());
  },
  permutations: (value, args, kwargs) => {
    checkPermutations([value, ...args], kwargs);
    const { r = null } = bindArgs('permutations', ['r'], args, kwargs);
    const items = itemsOf(value);
    if (r !== null && !isInt(r)) throw filterTypeError('Expected int as r');
    return permutations(items, r === null ? items.length : sizeOf(r));
  },
  combinations: (value, args, kwargs) => {
    checkCombinations([value, ...args], kwargs);
    const { r } = bindArgs('combinations', ['r'], args, kwargs);
    return combinations(itemsOf(value), sizeOf(r));
  },
  subelements: (value, args, kwargs) => {
    const given = bindArgs('subelements', ['subelements', 'skip_missing'], args, kwargs);
    return subelements(demand(value) as Value, given.subelements, pyTruth(given.skip_missing ?? false));
  },
  flatten: (value, args, kwargs) => {
    const given = bindArgs('flatten', ['levels', 'skip_nulls'], args, kwargs);
    return flatten(
      itemsOf(value),
      numberOf(given.levels) ?? Infinity,
      given.skip_nulls === undefined || pyTruth(given.skip_nulls),
    );
  },
  extract: (value, args, kwargs) => {
    const given = bindArgs('extract', ['container', 'morekeys'], args, kwargs);
    const more =
      given.morekeys === undefined || given.morekeys === null
        ? []
        : isSequence(given.morekeys)
          ? given.morekeys
          : [given.morekeys];
    return [value, ...more].reduce<unknown>(itemIn, given.container);
  },
  ternary: (value, args, kwargs) => {
    const given = bindArgs('ternary', ['true_val', 'false_val', 'none_val'], args, kwargs);
    if (value === null && given.none_val !== undefined && given.none_val !== null) return given.none_val;
    return toBoolish(value) ? given.true_val : given.false_val;
  },
  rekey_on_member: (value, args, kwargs) => {
    const given = bindArgs('rekey_on_member', ['key', 'duplicates'], args, kwargs);
    return rekey(demand(value), given.key as Value, name(given.duplicates, 'error'));
  },
};

const itemIn = (container: unknown, key: unknown): unknown =>
  isUndefined(container) ? container : itemOf(container, demand(key), 'chainable');
const toBoolish = (value: unknown): boolean => pyTruth(value);
const name = (value: unknown, otherwise: string): string => (value === undefined ? otherwise : pyStr(value));
const classOf = (value: unknown): string => `<class '${typeName(value)}'>`;
const dictOf = (entries: [Value, Value][]): Dict => new Map(entries);
const tuple = (items: readonly Value[]): Tuple => Tuple.from(items);

function combine(values: readonly unknown[], kwargs: ReadonlyMap<string, unknown>): Value {
  for (const key of kwargs.keys()) {
    if (key !== 'recursive' && key !== 'list_merge')
      throw filterError("'recursive' and 'list_merge' are the only valid keyword arguments");
  }
  const dicts = flatten(
    values.map((value) => demand(value) as Value),
    1,
    true,
  );
  if (dicts.length === 0) return new Map();
  const recursive = pyTruth(kwargs.get('recursive') ?? false);
  const lists = name(kwargs.get('list_merge'), 'replace');
  // from the last to the first: messages name what stands there
  return dicts.reduceRight((high, low) => combineDicts(...asDicts(low, high), recursive, lists));
}

function asDicts(a: Value | undefined, b: Value | undefined): [Dict, Dict] {
  if (isMapping(a) && isMapping(b)) return [a, b];
  const shown = [a, b].map((value) => dumpForMessage(value)).join('\n');
  throw filterError(
    `failed to combine variables, expected dicts but got a '${typeName(a)}' and a '${typeName(b)}': \n${shown}`,
  );
}

function items2dict(value: unknown, keyName: Value, valueName: Value): Dict {
  const items = sequenceOf(value);
  if (!items) throw filterTypeError(`items2dict requires a list, got ${classOf(value)} instead.`);
  const dict: Dict = new Map();
  for (const item of items) {
    const part = (name: Value): Value | undefined => {
      if (isMapping(item)) return item.get(name);
      // pairs have places in place of names
      if (isSequence(item) && typeof name === 'number') return item[name];
      throw filterTypeError(`items2dict requires a list of dictionaries, got ${pyRepr(value)} instead.`);
    };
    const [key, own] = [part(keyName), part(valueName)];
    if (key === undefined || own === undefined)
      throw filterTypeError(
        `items2dict requires each dictionary in the list to contain the keys '${pyStr(keyName)}' and '${pyStr(valueName)}', got ${pyRepr(value)} instead.`,
      );
    dict.set(key, own);
  }
  return dict;
}

const checkZip = callCheck('', 'zip', 'strict');
const checkProduct = callCheck('', 'product', 'repeat');
const checkPermutations = callCheck('', 'permutations', 'iterable* r');
const checkCombinations = callCheck('', 'combinations', 'iterable* r*');

function sizeOf(r: unknown): number {
  const size = indexOf(r);
  if (size < 0) throw new PyError('ValueError', 'r must be non-negative');
  return size;
}

function requireSameLength(lists: readonly Value[][]): void {
  const at = lists.findIndex((list) => list.length !== lists[0]!.length);
  if (at < 0) return;
  const others = at === 1 ? 'argument 1' : `arguments 1-${at}`;
  const how = lists[at]!.length < lists[0]!.length ? 'shorter' : 'longer';
  throw new PyError('ValueError', `zip() argument ${at + 1} is ${how} than ${others}`);
}

function zipAll(lists: readonly Value[][], length: (...n: number[]) => number, fill: Value = null): Value[] {
  const rows = length(...lists.map((list) => list.length));
  return Array.from({ length: rows }, (_, n) =>
    tuple(lists.map((list) => (n < list.length ? list[n]! : fill))),
  );
}

/** Every way to take one item of each list, the last list turning fastest. */
export function product(lists: readonly Value[][]): Value[] {
  return lists
    .reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]])
    .map(tuple);
}

function permutations(items: readonly Value[], size: number): Value[] {
  if (size === 0) return [tuple([])];
  return items.flatMap((item, n) =>
    (permutations([...items.slice(0, n), ...items.slice(n + 1)], size - 1) as Tuple[]).map((rest) =>
      tuple([item, ...rest]),
    ),
  );
}

function combinations(items: readonly Value[], size: number): Value[] {
  if (size === 0) return [tuple([])];
  return items.flatMap((item, n) =>
    (combinations(items.slice(n + 1), size - 1) as Tuple[]).map((rest) => tuple([item, ...rest])),
  );
}

function subelements(value: Value, path: unknown, skipMissing: boolean): Value[] {
  const elements = isMapping(value) ? [...value.values()] : isSequence(value) ? value : undefined;
  if (!elements) throw filterError('obj must be a list of dicts or a nested dict');
  const keys = isSequence(path) ? path : isText(path) ? pyStr(path).split('.') : undefined;
  if (!keys) throw filterTypeError('subelements must be a list or a string');
  return elements.flatMap((element) =>
    subelementsOf(element, keys, skipMissing).map((item) => tuple([element, item])),
  );
}

function subelementsOf(element: Value, keys: readonly Value[], skipMissing: boolean): Value[] {
  let values: Value = element;
  for (const key of keys) {
    if (!isMapping(values))
      throw filterTypeError(`the key ${pyStr(key)} should point to a dictionary, got '${pyStr(values)}'`);
    if (!values.has(key)) {
      if (skipMissing) return [];
      throw filterError(`could not find '${pyStr(key)}' key in iterated item ${pyRepr(values)}`);
    }
    values = values.get(key)!;
  }
  if (!isSequence(values))
    throw filterTypeError(
      `the key '${pyStr(keys.at(-1) ?? '')}' should point to a list, got ${pyRepr(values)}`,
    );
  return values;
}

/** Nested lists as one, `levels` deep; null and its spellings are dropped. */
export function flatten(items: readonly Value[], levels: number, skipNulls: boolean): Value[] {
  return items.flatMap((item) => {
    if (skipNulls && (item === null || item === 'None' || item === 'null')) return [];
    const inner = sequenceOf(item);
    return inner && levels >= 1 ? flatten(inner, levels - 1, skipNulls) : [item];
  });
}

function rekey(value: unknown, key: Value, duplicates: string): Dict {
  if (duplicates !== 'error' && duplicates !== 'overwrite') {
    throw filterError(`duplicates parameter to rekey_on_member has unknown value: ${duplicates}`);
  }
  if (!isMapping(value) && (isText(value) || !isIterable(value)))
    throw filterTypeError('Type is not a valid list, set, or dict');
  const out: Dict = new Map();
  for (const item of isMapping(value) ? value.values() : itemsOf(value)) {
    if (!isMapping(item)) throw filterTypeError('List item is not a valid dict');
    if (!item.has(key)) throw filterError(`Key ${pyStr(key)} was not found`);
    const rekeyed = item.get(key)!;
    if (out.get(rekeyed) !== undefined && duplicates === 'error') {
      throw filterError(`Key ${pyStr(rekeyed)} is not unique, cannot correctly turn into dict`);
    }
    out.set(rekeyed, item);
  }
  return out;
}

function dumpForMessage(value: unknown): string {
  try {
    return dumpJson(value);
  } catch {
    return pyRepr(value);
  }
}
