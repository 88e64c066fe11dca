import { isDict, PyDate, PyFloat } from '../../core/value.js';
import type { CompareOperator } from '../parse/nodes.js';
import { dateTimeOf } from './date-time.js';
import { dictHas } from './dict.js';
import { requireHashable } from './hashable.js';
import { pyEquals, setHas } from './equality.js';
import { pyIterate } from './iterate.js';
import { isNumber } from './numbers.js';
import { PyError } from './py-error.js';
import { PyObject } from './py-object.js';
import { textOf } from './text.js';
import { typeName } from './type-name.js';
import { Undefined } from './undefined.js';

/** `left operator right` of a comparison. */
export function pyCompare(operator: CompareOperator, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '==':
      return pyEquals(left, right);
    case '!=':
      return !pyEquals(left, right);
    case 'in':
      return pyContains(right, left);
    case 'not in':
      return !pyContains(right, left);
    default:
      return compareOrder(operator, left, right);
  }
}

function compareOrder(operator: '<' | '<=' | '>' | '>=', left: unknown, right: unknown): boolean {
  if (left instanceof Set && right instanceof Set) return compareSets(operator, left, right);
  const order = pyOrder(left, right, operator);
  if (Number.isNaN(order)) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function compareSets(operator: '<' | '<=' | '>' | '>=', left: Set<unknown>, right: Set<unknown>): boolean {
  const [small, large] = operator.startsWith('<') ? [left, right] : [right, left];
  if (![...small].every((item) => setHas(large, item))) return false;
  return operator.length === 2 || small.size < large.size;
}

/** Negative, 0 or positive as Python orders the two; raises a TypeError when it does not. */
export function pyOrder(left: unknown, right: unknown, operator = '<'): number {
  if (isNumber(left) && isNumber(right)) return orderNumbers(left, right);
  const a = textOf(left);
  const b = textOf(right);
  if (a !== undefined && b !== undefined) return orderText(a, b);
  for (const side of [left, right]) if (side instanceof Undefined) throw side.error();
  if (Array.isArray(left) && Array.isArray(right) && typeName(left) === typeName(right)) {
    return orderLists(left, right, operator);
  }
  const own = withDates(left)?.order?.(withDates(right) ?? right);
  if (own !== undefined) return own;
  throw new PyError(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );
}

const withDates = (value: unknown): PyObject | undefined =>
  value instanceof PyDate ? dateTimeOf(value) : value instanceof PyObject ? value : undefined;

function orderNumbers(
  left: number | bigint | boolean | PyFloat,
  right: number | bigint | boolean | PyFloat,
): number {
  const a = left instanceof PyFloat ? left.value : left;
  const b = right instanceof PyFloat ? right.value : right;
  if (a < b) return -1;
  return a > b ? 1 : a == b ? 0 : NaN;
}

// by code points; JS compares UTF-16 units, which differs from U+E000 on
function orderText(a: string, b: string): number {
  if (a === b) return 0;
  for (let i = 0; ; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (Number.isNaN(x)) return -1;
    if (Number.isNaN(y)) return 1;
    return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

function orderLists(left: readonly unknown[], right: readonly unknown[], operator: string): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    if (!pyEquals(left[i], right[i])) return pyOrder(left[i], right[i], operator);
  }
  return left.length - right.length;
}

/** `item in container`. */
function pyContains(container: unknown, item: unknown): boolean {
  if (item instanceof Undefined && item.kind !== 'lenient' && !isEmpty(container)) throw item.error();
  const text = textOf(container);
  if (text !== undefined) return containsText(text, item);
  if (isDict(container)) return dictHas(container, item);
  if (container instanceof Set) {
    requireHashable(item);
    return setHas(container, item);
  }
  if (container instanceof PyObject && container.contains !== undefined) return container.contains(item);
  return containsItem(container, item);
}

// Python compares (or hashes) the item, which an undefined one refuses, unless there is nothing to compare with
const isEmpty = (container: unknown): boolean => Array.isArray(container) && container.length === 0;

function containsText(text: string, item: unknown): boolean {
  const part = textOf(item);
  if (part !== undefined) return text.includes(part);
  if (item instanceof Undefined) throw item.error();
  throw new PyError('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
}

function containsItem(container: unknown, item: unknown): boolean {
  if (container instanceof Undefined && container.kind !== 'lenient') throw container.error();
  if (!Array.isArray(container) && !(container instanceof Undefined)) {
    if (!(container instanceof PyObject && container.iterate !== undefined)) {
      throw new PyError('TypeError', `argument of type '${typeName(container)}' is not iterable`);
    }
  }
  for (const other of pyIterate(container)) if (other === item || pyEquals(other, item)) return true;
  return false;
}
