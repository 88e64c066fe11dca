import { PyDate, Tuple } from '../../core/value.js';
import type { BinaryOperator } from '../parse/nodes.js';
import { dateTimeOf } from './date-time.js';
import { formatPercent } from './percent-format.js';
import { isFloat, isInt, isNumber, makeFloat, makeInt, plainInt, toNumber } from './numbers.js';
import { escapeHtml } from './escape-html.js';
import { PyError } from './py-error.js';
import { Markup, PyObject } from './py-object.js';
import { tupleOf } from './sequences.js';
import { textOf } from './text.js';
import { typeName } from './type-name.js';
import { Undefined } from './undefined.js';

/** No text or list made by `*` may be longer. */
const MAX_LENGTH = 100_000_000;

/** `left operator right` by Python's rules for every type. */
export function pyBinary(operator: BinaryOperator, left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') {
    const quick = quickInt(operator, left, right);
    if (quick !== undefined) return quick;
  }
  if (left instanceof Undefined) throw left.error();
  if (operator === '%' && textOf(left) !== undefined) return formatPercent(left, right);
  if (right instanceof Undefined) throw right.error();
  if (isNumber(left) && isNumber(right)) {
    return isInt(left) && isInt(right)
      ? ofInts(operator, plainInt(left), plainInt(right))
      : ofFloats(operator, toNumber(left), toNumber(right));
  }
  if (operator === '+') return concatenate(left, right);
  if (operator === '*') return repeat(left, right);
  if (operator === '-' && left instanceof Set && right instanceof Set) {
    return new Set([...left].filter((item) => !right.has(item)));
  }
  if (operator === '-') return minus(left, right);
  throw unsupported(operator, left, right);
}

function minus(left: unknown, right: unknown): unknown {
  const [object, other] = [left, right].map((side) => (side instanceof PyDate ? dateTimeOf(side) : side));
  const difference = object instanceof PyObject ? object.minus?.(other) : undefined;
  if (difference === undefined) throw unsupported('-', left, right);
  return difference;
}

function quickInt(operator: BinaryOperator, a: number, b: number): number | undefined {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return undefined;
  let result: number;
  switch (operator) {
    case '+':
      result = a + b;
      break;
    case '-':
      result = a - b;
      break;
    case '*':
      result = a * b + 0;
      break;
    default:
      return undefined;
  }
  return Number.isSafeInteger(result) ? result : undefined;
}

function unsupported(operator: BinaryOperator, left: unknown, right: unknown): PyError {
  const name = operator === '**' ? '** or pow()' : operator;
  return new PyError(
    'TypeError',
    `unsupported operand type(s) for ${name}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function ofInts(operator: BinaryOperator, a: number | bigint, b: number | bigint): unknown {
  if (operator === '/') return makeFloat(divide(Number(a), Number(b), 'division by zero'));
  if (operator === '**') return power(BigInt(a), BigInt(b));
  const [x, y] = [BigInt(a), BigInt(b)];
  switch (operator) {
    case '+':
      return makeInt(x + y);
    case '-':
      return makeInt(x - y);
    case '*':
      return makeInt(x * y);
    case '//':
      return makeInt(floorDivide(x, y));
    case '%':
      return makeInt(x - floorDivide(x, y, 'integer modulo by zero') * y);
  }
}

function floorDivide(x: bigint, y: bigint, message = 'integer division or modulo by zero'): bigint {
  if (y === 0n) throw new PyError('ZeroDivisionError', message);
  const quotient = x / y;
  return x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient;
}

function power(base: bigint, exponent: bigint): unknown {
  if (exponent < 0n) {
    if (base === 0n) throw new PyError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
    return makeFloat(Number(base) ** Number(exponent));
  }
  const bits = base.toString(2).length;
  if (bits > 1 && exponent * BigInt(bits) > 1_000_000n)
    throw new PyError('OverflowError', 'the result of ** is too large');
  return makeInt(base ** exponent);
}

function divide(a: number, b: number, message: string): number {
  if (b === 0) throw new PyError('ZeroDivisionError', message);
  return a / b;
}

function ofFloats(operator: BinaryOperator, a: number, b: number): unknown {
  switch (operator) {
    case '+':
      return makeFloat(a + b);
    case '-':
      return makeFloat(a - b);
    case '*':
      return makeFloat(a * b);
    case '/':
      return makeFloat(divide(a, b, 'float division by zero'));
    case '//':
      return makeFloat(floorFloat(a, b));
    case '%':
      return makeFloat(moduloFloat(a, b));
    case '**':
      return floatPower(a, b);
  }
}

function floorFloat(a: number, b: number): number {
  if (b === 0) throw new PyError('ZeroDivisionError', 'float floor division by zero');
  return Math.round((a - moduloFloat(a, b)) / b);
}

function moduloFloat(a: number, b: number): number {
  if (b === 0) throw new PyError('ZeroDivisionError', 'float modulo');
  const rest = a % b;
  if (rest !== 0 && rest < 0 !== b < 0) return rest + b;
  return rest === 0 ? (b < 0 ? -0 : 0) : rest;
}

function floatPower(a: number, b: number): unknown {
  if (a === 0 && b < 0) throw new PyError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  // as C's pow, which is exact here where JS's is one bit off
  const result = b === 0.5 ? Math.sqrt(a) : a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b) && !Number.isNaN(result)) {
    throw new PyError('OverflowError', "(34, 'Numerical result out of range')");
  }
  return makeFloat(result);
}

function concatenate(left: unknown, right: unknown): unknown {
  const text = textOf(left);
  if (text !== undefined) return concatenateText(left, text, right);
  if (Array.isArray(left)) {
    if (Array.isArray(right) && left instanceof Tuple === right instanceof Tuple) {
      const joined = (left as unknown[]).concat(right as unknown[]);
      return left instanceof Tuple ? tupleOf(joined) : joined;
    }
    const name = typeName(left);
    throw new PyError('TypeError', `can only concatenate ${name} (not "${typeName(right)}") to ${name}`);
  }
  throw unsupported('+', left, right);
}

function concatenateText(left: unknown, text: string, right: unknown): unknown {
  const other = textOf(right);
  if (other === undefined) {
    throw new PyError('TypeError', `can only concatenate str (not "${typeName(right)}") to str`);
  }
  if (left instanceof Markup) return new Markup(text + (right instanceof Markup ? other : escapeHtml(other)));
  return right instanceof Markup ? new Markup(escapeHtml(text) + other) : text + other;
}

function repeat(left: unknown, right: unknown): unknown {
  const [sequence, count] = isInt(left) ? [right, left] : [left, right];
  const text = textOf(sequence);
  if (text === undefined && !Array.isArray(sequence)) throw unsupported('*', left, right);
  if (!isInt(count)) {
    throw new PyError('TypeError', `can't multiply sequence by non-int of type '${typeName(count)}'`);
  }
  const size = (text ?? (sequence as unknown[])).length;
  const times = size === 0 ? 0 : Math.max(0, Number(count));
  if (times * size > MAX_LENGTH) {
    throw new PyError('MemoryError', 'the result of * is too large');
  }
  if (text !== undefined)
    return sequence instanceof Markup ? new Markup(text.repeat(times)) : text.repeat(times);
  return repeatList(sequence as unknown[], times);
}

function repeatList(items: unknown[], times: number): unknown {
  const result: unknown[] = [];
  for (let i = 0; i < times; i++) for (const item of items) result.push(item);
  return items instanceof Tuple ? tupleOf(result) : result;
}

/** -value and +value. */
export function pyUnary(operator: '-' | '+', value: unknown): unknown {
  if (value instanceof Undefined) throw value.error();
  if (!isNumber(value))
    throw new PyError('TypeError', `bad operand type for unary ${operator}: '${typeName(value)}'`);
  if (isFloat(value)) return operator === '-' ? makeFloat(-toNumber(value)) : value;
  const int = plainInt(value);
  return operator === '+' ? int : makeInt(-BigInt(int));
}
