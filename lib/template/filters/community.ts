import { PyFloat, type Dict, type Value } from '../../core/value.js';
import {
  bindArgs,
  demand,
  PyError,
  pyRepr,
  pyStr,
  requireHashable,
  type Filter,
  pyTruth,
} from '../../jinja/index.js';
import { compareVersions } from '../compare-versions.js';
import { mergeListsBy } from '../merge-lists-by.js';
import { parseCsv } from '../parse-csv.js';
import { crc32 } from '../crc32.js';
import {
  filterError,
  filterTypeError,
  isIterable,
  isMapping,
  isSequence,
  isText,
  itemsOf,
  numberOf,
  typeName,
} from '../python.js';
import { hardwareFilters } from './hwaddr.js';
import { jsonQuery } from './json-query.js';
import { keyFilters } from './key-filters.js';
import { dataPathFilters } from './path-filters.js';
import { pathFilters } from './paths.js';
import { timeFilters } from './time-units.js';
import { hashFilters } from './hashes.js';
import { ipFilters } from './ip.js';
import { xmlFilters } from './xml.js';

const general: Readonly<Record<string, Filter>> = {
  path_join: pathFilters['path_join']!,
  dict: (value) => new Map(itemsOf(value).map(pairOf)),
  dict_kv: (value, args, kwargs) => {
    const { key } = bindArgs('dict_kv', ['key*'], args, kwargs, 1);
    return new Map([[demand(key) as Value, demand(value) as Value]]);
  },
  counter: (value) => counter(demand(value)),
  crc32: (value) => {
    if (!isText(demand(value)))
      throw filterError(`Invalid value type (<class '${typeName(value)}'>) for crc32 (${pyStr(value)})`);
    return crc32(Buffer.from(pyStr(value), 'utf8')).toString(16);
  },
  unicode_normalize: (value, args, kwargs) => {
    const form = pyStr(bindArgs('unicode_normalize', ['form'], args, kwargs, 1).form ?? 'NFC');
    if (!isText(demand(value)))
      throw new PyError('TypeError', `<class '${typeName(value)}'> is not a valid input type`);
    if (!/^NFK?[CD]$/.test(form)) throw filterError(`${form} is not a valid form`);
    return pyStr(value).normalize(form);
  },
  version_sort: (value, args, kwargs) => {
    const { reverse } = bindArgs('version_sort', ['reverse'], args, kwargs, 1);
    const sorted = [...itemsOf(value)].sort(byVersion);
    return pyTruth(reverse ?? false) ? sorted.reverse() : sorted;
  },
  groupby_as_dict: (value, args) => groupByKey(demand(value), args[0] as Value),
  lists_mergeby: (value, args, kwargs) => mergeListsBy([value, ...args], kwargs),
  from_csv: (value, args, kwargs) => {
    const given = bindArgs(
      'from_csv',
      ['dialect', 'fieldnames', 'delimiter', 'skipinitialspace', 'strict'],
      args,
      kwargs,
      1,
    );
    const dialect = given.dialect === undefined ? 'excel' : pyStr(given.dialect);
    if (!['excel', 'excel-tab', 'unix'].includes(dialect))
      throw filterError(`Dialect '${dialect}' is not supported by your version of python.`);
    const own =
      given.delimiter === undefined || given.delimiter === null ? undefined : pyStr(given.delimiter);
    const delimiter = own ?? (dialect === 'excel-tab' ? '\t' : ',');
    const rows = parseCsv(pyStr(demand(value)), delimiter);
    if (pyTruth(given.strict ?? false) && (pyStr(value).match(/"/g) ?? []).length % 2 === 1)
      throw filterError('Unable to process file: unexpected end of data');
    const skip = pyTruth(given.skipinitialspace ?? false);
    return rowsOf(skip ? rows.map((row) => row.map((cell) => cell.trimStart())) : rows, given.fieldnames);
  },
  json_query: jsonQuery,
  random_mac: hashFilters['random_mac']!,
  ...timeFilters,
};

const utils: Readonly<Record<string, Filter>> = {
  ...ipFilters,
  ...hardwareFilters,
  ...keyFilters,
  ...dataPathFilters,
};

function pairOf(pair: Value, n: number): [Value, Value] {
  if (!isText(pair) && !isIterable(pair))
    throw new PyError('TypeError', `cannot convert dictionary update sequence element #${n} to a sequence`);
  const items = itemsOf(pair);
  if (items.length !== 2)
    throw new PyError(
      'ValueError',
      `dictionary update sequence element #${n} has length ${items.length}; 2 is required`,
    );
  requireHashable(items[0]);
  return items as [Value, Value];
}

/** The popular filters of community.general and ansible.utils, by short and full name. */
export const communityFilters: Readonly<Record<string, Filter>> = {
  ...withPrefix('community.general', general),
  ...withPrefix('ansible.utils', utils),
  ...withPrefix('ansible.netcommon', ipFilters),
  ...fullNames('ansible.utils', xmlFilters),
};

function withPrefix(collection: string, filters: Readonly<Record<string, Filter>>): Record<string, Filter> {
  return { ...filters, ...fullNames(collection, filters) };
}

function fullNames(collection: string, filters: Readonly<Record<string, Filter>>): Record<string, Filter> {
  return Object.fromEntries(
    Object.entries(filters).map(([name, filter]) => [`${collection}.${name}`, filter]),
  );
}

function counter(value: unknown): Dict {
  const name = 'community.general.counter';
  if (!isText(value) && !isSequence(value))
    throw filterError(
      `Argument for ${name} must be a sequence (string or list). ${pyStr(value)} is <class '${typeName(value)}'>`,
    );
  const counts: Dict = new Map();
  const firsts = new Map<unknown, Value>();
  for (const item of itemsOf(value)) {
    if (isSequence(item) || isMapping(item))
      throw filterError(
        `${name} needs a sequence with hashable elements (int, float or str) - unhashable type: '${typeName(item)}'`,
      );
    // 1, 1.0 and true are one key: the one that came first
    const same = item instanceof PyFloat || typeof item === 'boolean' ? numberOf(item)! : item;
    const key = firsts.get(same) ?? (item instanceof PyFloat ? item.value : item);
    firsts.set(same, key);
    counts.set(key, ((counts.get(key) as number | undefined) ?? 0) + 1);
  }
  return counts;
}

function byVersion(a: Value, b: Value): number {
  const [x, y] = [pyStr(a), pyStr(b)];
  const is = (operator: string): boolean =>
    compareVersions(x, y, { operator, strict: null, kind: undefined });
  try {
    return is('<') ? -1 : is('>') ? 1 : 0;
  } catch (error) {
    throw filterTypeError((error as Error).message.replace('Version comparison failed: ', ''));
  }
}

function groupByKey(value: unknown, key: Value): Dict {
  if (!isSequence(value) && !isText(value)) throw filterError('Input is not a sequence');
  const groups: Dict = new Map();
  for (const [n, item] of itemsOf(value).entries()) {
    if (!isMapping(item)) throw filterError(`Sequence element #${n} is not a mapping`);
    const found = item.get(key);
    if (found === undefined) throw filterError(`Attribute not contained in element #${n} of sequence`);
    requireHashable(found);
    if (groups.has(found))
      throw filterError(`Multiple sequence entries have attribute value ${pyRepr(found)}`);
    groups.set(found, item);
  }
  return groups;
}

function rowsOf(rows: readonly string[][], fieldnames: unknown): Value[] {
  const named = fieldnames === undefined || fieldnames === null ? undefined : itemsOf(fieldnames).map(pyStr);
  const names = named ?? rows[0] ?? [];
  return rows.slice(named ? 0 : 1).map((row) => {
    const cells = new Map<Value, Value>(names.map((name, n) => [name, row[n] ?? null]));
    // what has no name of its own is kept under None, as Python's reader does
    return row.length > names.length ? cells.set(null, row.slice(names.length)) : cells;
  });
}
