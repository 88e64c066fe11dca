import { didYouMean } from '../../core/suggest.js';
import { pyIterate } from '../python/iterate.js';
import { PyError } from '../python/py-error.js';
import { pyRepr } from '../python/repr.js';
import { PyGenerator, unroll } from '../python/sequences.js';
import { pyTruth } from '../python/truth.js';
import { textOf } from '../python/text.js';
import type { EvalContext, Filter, Kwargs } from '../types.js';
import { attributeGetter, type Getter } from './attribute-getter.js';
import type { FilterTable } from './define.js';

/** Runs a filter by its name. */
function callFilter(
  name: unknown,
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs,
  context: EvalContext,
): unknown {
  const { filters, unroll: unrolls } = context.environment;
  const filter = filters.get(textOf(name) ?? '');
  if (filter === undefined) throw unknownName('filter', name, filters.keys());
  const result = filter(value, args, kwargs, context);
  return unrolls ? unroll(result) : result;
}

/** Runs a test by its name. */
export function callTest(
  name: unknown,
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs,
  context: EvalContext,
): boolean {
  const { tests } = context.environment;
  const test = tests.get(textOf(name) ?? '');
  if (test === undefined) throw unknownName('test', name, tests.keys());
  return pyTruth(test(value, args, kwargs, context));
}

function unknownName(kind: string, name: unknown, known: Iterable<string>): PyError {
  return new PyError(
    'TemplateRuntimeError',
    `No ${kind} named ${pyRepr(name)}.`,
    didYouMean(textOf(name) ?? '', known),
  );
}

const map: Filter = (value, args, kwargs, context) => new PyGenerator(mapped(value, args, kwargs, context));

function* mapped(
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs,
  context: EvalContext,
): Generator<unknown> {
  if (!pyTruth(value)) return;
  const change = mapper(args, kwargs, context);
  for (const item of pyIterate(value)) yield change(item);
}

function mapper(args: readonly unknown[], kwargs: Kwargs, context: EvalContext): Getter {
  if (args.length === 0 && kwargs.has('attribute')) {
    for (const key of kwargs.keys()) {
      if (key !== 'attribute' && key !== 'default') {
        throw new PyError('FilterArgumentError', `Unexpected keyword argument ${pyRepr(key)}`);
      }
    }
    return attributeGetter(context, kwargs.get('attribute'), kwargs.get('default'));
  }
  if (args.length === 0) throw new PyError('FilterArgumentError', 'map requires a filter argument');
  const [name, ...rest] = args;
  return (item) => callFilter(name, item, rest, kwargs, context);
}

const selector =
  (keep: boolean, byAttribute: boolean): Filter =>
  (value, args, kwargs, context) =>
    new PyGenerator(selected(value, () => condition(args, kwargs, context, byAttribute), keep));

function* selected(
  value: unknown,
  makeTest: () => (item: unknown) => boolean,
  keep: boolean,
): Generator<unknown> {
  if (!pyTruth(value)) return;
  const test = makeTest();
  for (const item of pyIterate(value)) if (test(item) === keep) yield item;
}

function condition(
  args: readonly unknown[],
  kwargs: Kwargs,
  context: EvalContext,
  byAttribute: boolean,
): (item: unknown) => boolean {
  if (byAttribute && args.length === 0) {
    throw new PyError('FilterArgumentError', 'Missing parameter for attribute name');
  }
  const get = attributeGetter(context, byAttribute ? args[0] : undefined);
  const [name, ...rest] = byAttribute ? args.slice(1) : args;
  if (name === undefined) return (item) => pyTruth(get(item));
  return (item) => callTest(name, get(item), rest, kwargs, context);
}

export const selectFilters: FilterTable = [
  ['map', map],
  ['reject', selector(false, false)],
  ['rejectattr', selector(false, true)],
  ['select', selector(true, false)],
  ['selectattr', selector(true, true)],
];
