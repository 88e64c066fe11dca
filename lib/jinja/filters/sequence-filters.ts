import { isDict, PyFloat } from '../../core/value.js';
import { pyBinary } from '../python/arithmetic.js';
import { pyOrder } from '../python/compare.js';
import { requireHashable } from '../python/hashable.js';
import { pyIterate, pyLength, toArray } from '../python/iterate.js';
import { PyError } from '../python/py-error.js';
import { Markup } from '../python/py-object.js';
import { pyStr } from '../python/repr.js';
import { DictView, PyGenerator, PyRange, tupleOf } from '../python/sequences.js';
import { setHas } from '../python/equality.js';
import { sortValues } from '../python/sort-values.js';
import { textOf } from '../python/text.js';
import { pyTruth } from '../python/truth.js';
import { typeName } from '../python/type-name.js';
import { demand, Undefined } from '../python/undefined.js';
import { escapeHtml } from '../python/escape-html.js';
import type { EvalContext } from '../types.js';
import { attributeGetter, ignoreCase, keyGetter } from './attribute-getter.js';
import { bare, define, type FilterTable } from './define.js';

const emptyResult = (context: EvalContext, what: string): Undefined =>
  new Undefined(context.environment.undefined, undefined, `No ${what} item, sequence was empty.`);

const first = define(
  'sync_do_first',
  [],
  (value, _args, context) => {
    for (const item of pyIterate(value)) return item;
    return emptyResult(context, 'first');
  },
  2,
);

const last = define(
  'do_last',
  [],
  (value, _args, context) => {
    if (value instanceof PyGenerator || value instanceof Set) {
      throw new PyError('TypeError', `'${typeName(value)}' object is not reversible`);
    }
    if (
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      typeof value === 'bigint' ||
      value === null ||
      value instanceof PyFloat
    )
      throw new PyError('TypeError', `'${typeName(value)}' object is not reversible`);
    const items = toArray(value);
    return items.length === 0 ? emptyResult(context, 'last') : items.at(-1);
  },
  2,
);

const random = define(
  'do_random',
  [],
  (value, _args, context) => {
    const items = toArray(value);
    return items.length === 0
      ? emptyResult(context, 'random')
      : items[Math.floor(Math.random() * items.length)];
  },
  2,
);

const extreme = (name: 'do_min' | 'do_max', better: (order: number) => boolean) =>
  define(
    name,
    ['case_sensitive', 'attribute'],
    (value, args, context) => {
      const items = toArray(value);
      if (items.length === 0) return emptyResult(context, 'aggregated');
      const key = keyGetter(
        context,
        args.attribute,
        args.case_sensitive !== undefined && pyTruth(args.case_sensitive),
      );
      const operator = name === 'do_min' ? '<' : '>';
      let best = { item: items[0], key: key(items[0]) };
      for (const item of items.slice(1)) {
        const next = { item, key: key(item) };
        if (better(pyOrder(next.key, best.key, operator))) best = next;
      }
      return best.item;
    },
    2,
  );

const sort = define(
  'do_sort',
  ['reverse', 'case_sensitive', 'attribute'],
  (value, args, context) => {
    const caseSensitive = args.case_sensitive !== undefined && pyTruth(args.case_sensitive);
    const key = keyGetter(context, args.attribute, caseSensitive);
    // a list of one, as in Jinja: what is equal needs no order
    return sortValues(
      pyIterate(value),
      (item) => [key(item)],
      args.reverse !== undefined && pyTruth(args.reverse),
    );
  },
  2,
);

const dictsort = define('do_dictsort', ['case_sensitive', 'by', 'reverse'], (value, args) => {
  const by = args.by === undefined ? 'key' : textOf(args.by);
  if (by !== 'key' && by !== 'value') {
    throw new PyError('FilterArgumentError', 'You can only sort by either "key" or "value"');
  }
  if (value instanceof Undefined) throw value.error();
  if (!isDict(value))
    throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute 'items'`);
  const fold =
    args.case_sensitive !== undefined && pyTruth(args.case_sensitive) ? (key: unknown) => key : ignoreCase;
  const pairs = Array.from<[unknown, unknown], unknown>(value, (pair) => tupleOf(pair));
  const position = by === 'key' ? 0 : 1;
  const reverse = args.reverse !== undefined && pyTruth(args.reverse);
  return sortValues(pairs, (pair) => fold((pair as unknown[])[position]), reverse);
});

function* uniqueItems(value: unknown, key: (item: unknown) => unknown): Generator<unknown> {
  const seen = new Set<unknown>();
  for (const item of pyIterate(value)) {
    const mark = demand(key(item));
    requireHashable(mark);
    if (setHas(seen, mark)) continue;
    seen.add(mark);
    yield item;
  }
}

const unique = define(
  'do_unique',
  ['case_sensitive', 'attribute'],
  (value, args, context) => {
    const fold =
      args.case_sensitive !== undefined && pyTruth(args.case_sensitive) ? (key: unknown) => key : ignoreCase;
    const get = attributeGetter(context, args.attribute);
    return new PyGenerator(uniqueItems(value, (item) => fold(get(item))));
  },
  2,
);

const join = define(
  'sync_do_join',
  ['d', 'attribute'],
  (value, args, context) => {
    const mark = args.d === undefined ? '' : args.d;
    const get = attributeGetter(context, args.attribute);
    const items = Array.from(pyIterate(value), get);
    if (context.autoescape !== true)
      return items.map((item) => textOf(item) ?? pyStr(item)).join(textOf(mark) ?? pyStr(mark));
    const safe = (item: unknown): string => (item instanceof Markup ? item.text : escapeHtml(pyStr(item)));
    const text = items.map(safe).join(safe(mark));
    return [mark, ...items].some((item) => item instanceof Markup) ? new Markup(text) : text;
  },
  2,
);

const sum = define(
  'sync_do_sum',
  ['attribute', 'start'],
  (value, args, context) => {
    const get = attributeGetter(context, args.attribute);
    let total: unknown = args.start ?? 0;
    if (textOf(total) !== undefined)
      throw new PyError('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
    for (const item of pyIterate(value)) total = pyBinary('+', total, get(item));
    return total;
  },
  2,
);

const reverse = define('do_reverse', [], (value) => {
  const text = textOf(value);
  if (text !== undefined) {
    const backwards = [...text].reverse().join('');
    return value instanceof Markup ? new Markup(backwards) : backwards;
  }
  if (value instanceof Undefined) throw value.error();
  if (Array.isArray(value) || isDict(value) || value instanceof PyRange || value instanceof DictView) {
    return new PyGenerator([...toArray(value)].reverse().values(), 'list_reverseiterator object');
  }
  try {
    return [...pyIterate(value)].reverse();
  } catch (error) {
    if (error instanceof PyError && error.type === 'TypeError') {
      throw new PyError('FilterArgumentError', 'argument must be iterable');
    }
    throw error;
  }
});

const length = bare('len', pyLength);

const list = define('sync_do_list', [], (value) => [...pyIterate(value)]);

const items = define('do_items', [], (value) => {
  if (value instanceof Undefined) return new PyGenerator([].values());
  if (!isDict(value)) throw new PyError('TypeError', 'Can only get item pairs from a mapping.');
  return new PyGenerator(new DictView('items', value).iterate());
});

export const sequenceFilters: FilterTable = [
  ['count', length],
  ['dictsort', dictsort],
  ['first', first],
  ['items', items],
  ['join', join],
  ['last', last],
  ['length', length],
  ['list', list],
  ['max', extreme('do_max', (order) => order > 0)],
  ['min', extreme('do_min', (order) => order < 0)],
  ['random', random],
  ['reverse', reverse],
  ['sort', sort],
  ['sum', sum],
  ['unique', unique],
];
