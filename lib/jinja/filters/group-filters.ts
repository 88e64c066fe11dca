import { pyEquals } from '../python/equality.js';
import { pyIterate, toArray } from '../python/iterate.js';
import { GroupTuple } from '../python/group-tuple.js';
import { indexOf } from '../python/index-of.js';
import { PyError } from '../python/py-error.js';
import { PyGenerator } from '../python/sequences.js';
import { sortValues } from '../python/sort-values.js';
import { pyTruth } from '../python/truth.js';
import { attributeGetter, ignoreCase } from './attribute-getter.js';
import { define, type FilterTable } from './define.js';

const groupby = define(
  'sync_do_groupby',
  ['attribute*', 'default', 'case_sensitive'],
  (value, args, context) => {
    const get = attributeGetter(context, args.attribute, args.default);
    const fold =
      args.case_sensitive !== undefined && pyTruth(args.case_sensitive) ? (key: unknown) => key : ignoreCase;
    const keyOf = (item: unknown): unknown => fold(get(item));
    const groups: { key: unknown; list: unknown[] }[] = [];
    for (const item of sortValues(pyIterate(value), keyOf)) {
      const key = keyOf(item);
      const last = groups.at(-1);
      if (last !== undefined && pyEquals(last.key, key)) last.list.push(item);
      else groups.push({ key, list: [item] });
    }
    return groups.map(({ list }) => GroupTuple.of2(get(list[0]), list));
  },
  2,
);

function* batches(value: unknown, size: number, fill: unknown): Generator<unknown> {
  let batch: unknown[] = [];
  for (const item of pyIterate(value)) {
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length === 0) return;
  if (fill !== undefined && fill !== null) while (batch.length < size) batch.push(fill);
  yield batch;
}

const batch = define(
  'do_batch',
  ['linecount*', 'fill_with'],
  (value, args) => new PyGenerator(batches(value, Number(args.linecount), args.fill_with)),
);

function* slices(value: unknown, count: number, fill: unknown): Generator<unknown> {
  const items = toArray(value);
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  let start = 0;
  for (let i = 0; i < count; i++) {
    const end = start + size + (i < longer ? 1 : 0);
    const slice = items.slice(start, end);
    if (fill !== undefined && fill !== null && i >= longer) slice.push(fill);
    start = end;
    yield slice;
  }
}

const slice = define('sync_do_slice', ['slices*', 'fill_with'], (value, args) => {
  const count = indexOf(args.slices);
  if (count === 0) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
  return new PyGenerator(slices(value, count, args.fill_with));
});

export const groupFilters: FilterTable = [
  ['batch', batch],
  ['groupby', groupby],
  ['slice', slice],
];
