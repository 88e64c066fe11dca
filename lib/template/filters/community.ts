import type { Dict, Value } from '../../core/value.js';
import { bindArgs, demand, pyStr, type Filter } from '../../jinja/index.js';
import { combineDicts } from '../combine-dicts.js';
import { compareVersions } from '../compare-versions.js';
import { parseCsv } from '../parse-csv.js';
import { filterError, isMapping, isSequence, itemsOf, pyTruth } from '../python.js';
import { hashFilters } from './hashes.js';
import { ipFilters } from './ip.js';

const general: Readonly<Record<string, Filter>> = {
  dict: (value) => new Map(itemsOf(value).map((pair) => itemsOf(pair).slice(0, 2) as [Value, Value])),
  counter: (value) => counter(itemsOf(value)),
  version_sort: (value) => [...itemsOf(value)].sort(byVersion),
  groupby_as_dict: (value, args) => groupByKey(itemsOf(value), args[0] as Value),
  lists_mergeby: (value, args, kwargs) => mergeBy([value, ...args], kwargs),
  from_csv: (value, args, kwargs) => {
    const given = bindArgs('from_csv', ['dialect', 'fieldnames', 'delimiter'], args, kwargs);
    const delimiter =
      given.delimiter === undefined || given.delimiter === null ? ',' : pyStr(given.delimiter);
    return rowsOf(parseCsv(pyStr(demand(value)), delimiter), given.fieldnames);
  },
  random_mac: hashFilters['random_mac']!,
};

const utils: Readonly<Record<string, Filter>> = {
  ...ipFilters,
  keep_keys: (value, args, kwargs) =>
    selectKeys(value, bindArgs('keep_keys', ['target', 'matching_parameter'], args, kwargs).target, true),
  remove_keys: (value, args, kwargs) =>
    selectKeys(value, bindArgs('remove_keys', ['target', 'matching_parameter'], args, kwargs).target, false),
};

/** The popular filters of community.general and ansible.utils, by short and full name. */
export const communityFilters: Readonly<Record<string, Filter>> = {
  ...withPrefix('community.general', general),
  ...withPrefix('ansible.utils', utils),
  ...withPrefix('ansible.netcommon', ipFilters),
};

function withPrefix(collection: string, filters: Readonly<Record<string, Filter>>): Record<string, Filter> {
  const full = Object.entries(filters).map(([name, filter]) => [`${collection}.${name}`, filter] as const);
  return { ...filters, ...Object.fromEntries(full) };
}

function counter(items: readonly Value[]): Dict {
  const counts: Dict = new Map();
  for (const item of items) counts.set(item, ((counts.get(item) as number | undefined) ?? 0) + 1);
  return counts;
}

function byVersion(a: Value, b: Value): number {
  const [x, y] = [pyStr(a), pyStr(b)];
  const is = (operator: string): boolean =>
    compareVersions(x, y, { operator, strict: null, kind: undefined });
  return is('<') ? -1 : is('>') ? 1 : 0;
}

function groupByKey(items: readonly Value[], key: Value): Dict {
  const groups: Dict = new Map();
  for (const item of items) {
    const found = isMapping(item) ? item.get(key) : undefined;
    if (found === undefined)
      throw filterError(`Attribute not contained in element of sequence: ${pyStr(key)}`);
    if (groups.has(found))
      throw filterError(`Multiple sequence entries have attribute value ${pyStr(found)}`);
    groups.set(found, item);
  }
  return groups;
}

function mergeBy(args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>): Value[] {
  const given = args.map((arg) => demand(arg) as Value);
  const index = given.at(-1)!;
  const lists = given
    .slice(0, -1)
    .flatMap((list) => (isSequence(list) && list.every(isSequence) ? list : [list]));
  const merged: Dict = new Map();
  const recursive = pyTruth(kwargs.get('recursive') ?? false);
  const merge = kwargs.has('list_merge') ? pyStr(kwargs.get('list_merge')) : 'replace';
  for (const item of lists.flatMap(itemsOf)) {
    const key = isMapping(item) ? item.get(index) : undefined;
    if (key === undefined) continue;
    merged.set(key, combineDicts((merged.get(key) ?? new Map()) as Dict, item as Dict, recursive, merge));
  }
  return [...merged.entries()].sort(([a], [b]) => (pyStr(a) < pyStr(b) ? -1 : 1)).map(([, item]) => item);
}

function rowsOf(rows: readonly string[][], fieldnames: unknown): Value[] {
  const named = fieldnames === undefined || fieldnames === null ? undefined : itemsOf(fieldnames).map(pyStr);
  const names = named ?? rows[0] ?? [];
  return rows
    .slice(named ? 0 : 1)
    .map((row) => new Map<Value, Value>(names.map((name, n) => [name, row[n] ?? null])));
}

function selectKeys(value: unknown, target: unknown, keep: boolean): Value {
  const keys = new Set(isSequence(target) ? target : [target as Value]);
  const select = (item: Value): Value => {
    if (isSequence(item)) return item.map(select);
    return isMapping(item) ? new Map([...item].filter(([key]) => keys.has(key) === keep)) : item;
  };
  return select(demand(value) as Value);
}
