import { isDict } from '../../core/value.js';
import { callCheck } from '../python/builtin-call.js';
import { pyBinary } from '../python/arithmetic.js';
import { pyCompare } from '../python/compare.js';
import { requireHashable } from '../python/hashable.js';
import { pyEquals } from '../python/equality.js';
import { isIterable } from '../python/iterate.js';
import { isFloat, isNumber } from '../python/numbers.js';
import { PyError } from '../python/py-error.js';
import { Markup, PyObject } from '../python/py-object.js';
import { pyStr } from '../python/repr.js';
import { DictView, PyRange } from '../python/sequences.js';
import { strTests } from '../python/str-tests.js';
import { isText, textOf } from '../python/text.js';
import { demand, Undefined } from '../python/undefined.js';
import { bindArgs } from '../python/bind-args.js';
import type { CompareOperator } from '../parse/nodes.js';
import type { EvalContext, Test } from '../types.js';

const plain =
  (name: string, run: (value: unknown, context: EvalContext) => boolean, hidden = 1): Test =>
  (value, args, kwargs, context) => {
    bindArgs(name, [], args, kwargs, hidden);
    return run(value, context);
  };

const compare =
  (name: string, operator: CompareOperator): Test =>
  (value, args, kwargs) => {
    if (kwargs.size > 0) throw new PyError('TypeError', `_operator.${name}() takes no keyword arguments`);
    if (args.length !== 1)
      throw new PyError('TypeError', `${name} expected 2 arguments, got ${args.length + 1}`);
    return pyCompare(operator, value, args[0]);
  };

function nameOf(value: unknown): string {
  requireHashable(demand(value));
  return textOf(value) ?? '';
}

const isInteger = (value: unknown): boolean =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));

const remainder = (value: unknown, divisor: unknown): unknown => pyBinary('%', value, divisor);

const hasCase = (name: 'islower' | 'isupper'): Test => {
  const test = strTests.find(([key]) => key === name)![1];
  return plain(
    name.replace('is', 'test_'),
    (value, context) => test(pyStr(value), [], new Map(), context) === true,
  );
};

const isSequence = (value: unknown): boolean =>
  isText(value) ||
  Array.isArray(value) ||
  isDict(value) ||
  value instanceof PyRange ||
  value instanceof Uint8Array;

const checkCallable = callCheck('', 'callable', '1');

const isCallable = (value: unknown): boolean =>
  value instanceof Undefined || (value instanceof PyObject && value.call !== undefined);

function isSame(value: unknown, other: unknown): boolean {
  if (value instanceof DictView) return value === other;
  return Object.is(value, other);
}

const equal = compare('eq', '==');
const unequal = compare('ne', '!=');
const less = compare('lt', '<');
const lessOrEqual = compare('le', '<=');
const greater = compare('gt', '>');
const greaterOrEqual = compare('ge', '>=');

/** Jinja's own tests by name. */
export const builtinTests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['odd', plain('test_odd', (value) => pyEquals(remainder(value, 2), 1))],
  ['even', plain('test_even', (value) => pyEquals(remainder(value, 2), 0))],
  [
    'divisibleby',
    (value, args, kwargs) =>
      pyEquals(remainder(value, bindArgs('test_divisibleby', ['num*'], args, kwargs, 1).num), 0),
  ],
  ['defined', plain('test_defined', (value) => !(value instanceof Undefined))],
  ['undefined', plain('test_undefined', (value) => value instanceof Undefined)],
  ['filter', plain('test_filter', (value, context) => context.environment.filters.has(nameOf(value)), 2)],
  ['test', plain('test_test', (value, context) => context.environment.tests.has(nameOf(value)), 2)],
  ['none', plain('test_none', (value) => value === null)],
  ['boolean', plain('test_boolean', (value) => typeof value === 'boolean')],
  ['false', plain('test_false', (value) => value === false)],
  ['true', plain('test_true', (value) => value === true)],
  ['integer', plain('test_integer', isInteger)],
  ['float', plain('test_float', (value) => isFloat(value))],
  ['lower', hasCase('islower')],
  ['upper', hasCase('isupper')],
  ['string', plain('test_string', isText)],
  ['mapping', plain('test_mapping', isDict)],
  ['number', plain('test_number', (value) => isNumber(value))],
  ['sequence', plain('test_sequence', isSequence)],
  ['iterable', plain('test_iterable', iterates)],
  [
    'callable',
    (value, args, kwargs) => {
      checkCallable([value, ...args], kwargs);
      return isCallable(value);
    },
  ],
  [
    'sameas',
    (value, args, kwargs) => isSame(value, bindArgs('test_sameas', ['other*'], args, kwargs, 1).other),
  ],
  ['escaped', plain('test_escaped', (value) => value instanceof Markup)],
  ['in', (value, args, kwargs) => pyCompare('in', value, bindArgs('test_in', ['seq*'], args, kwargs, 1).seq)],
  ['==', equal],
  ['eq', equal],
  ['equalto', equal],
  ['!=', unequal],
  ['ne', unequal],
  ['<', less],
  ['lt', less],
  ['lessthan', less],
  ['<=', lessOrEqual],
  ['le', lessOrEqual],
  ['>', greater],
  ['gt', greater],
  ['greaterthan', greater],
  ['>=', greaterOrEqual],
  ['ge', greaterOrEqual],
]);

// iter() of an undefined value raises, and the test lets it
function iterates(value: unknown): boolean {
  if (value instanceof Undefined && value.kind !== 'lenient') throw value.error();
  return isIterable(value);
}
