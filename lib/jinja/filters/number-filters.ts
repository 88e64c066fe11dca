import { PyFloat } from '../../core/value.js';
import { pyOrder } from '../python/compare.js';
import { pyBinary } from '../python/arithmetic.js';
import { formatSpec } from '../python/format-spec.js';
import { isFloat, isInt, isNumber, makeFloat, makeInt, plainInt, toNumber } from '../python/numbers.js';
import { fixedText } from '../python/number-text.js';
import { toPyFloat, toPyInt } from '../python/parse-number.js';
import { PyError } from '../python/py-error.js';
import { pyRepr } from '../python/repr.js';
import { textOf } from '../python/text.js';
import { pyTruth } from '../python/truth.js';
import { typeName } from '../python/type-name.js';
import { demand } from '../python/undefined.js';
import { bare, define, type FilterTable } from './define.js';

const abs = bare('abs', (value) => {
  demand(value);
  if (isFloat(value)) return makeFloat(Math.abs(toNumber(value)));
  if (!isInt(value)) throw new PyError('TypeError', `bad operand type for abs(): '${typeName(value)}'`);
  const int = plainInt(value);
  return int < 0 ? pyBinary('-', 0, int) : int;
});

const toInt = define('do_int', ['default', 'base'], (value, { default: fallback = 0, base }) => {
  demand(value);
  const radix = base === undefined ? 10 : isInt(base) ? Number(base) : NaN;
  const isRadix = radix === 0 || (radix >= 2 && radix <= 36);
  return (
    (isRadix || textOf(value) === undefined ? toPyInt(value, radix) : undefined) ??
    truncated(value) ??
    fallback
  );
});

function truncated(value: unknown): unknown {
  const float = toPyFloat(value);
  if (float === undefined || Number.isNaN(float)) return undefined;
  if (!Number.isFinite(float)) throw new PyError('OverflowError', 'cannot convert float infinity to integer');
  return makeInt(BigInt(Math.trunc(float)));
}

const toFloat = define('do_float', ['default'], (value, { default: fallback = new PyFloat(0) }) => {
  demand(value);
  const float = toPyFloat(value);
  return float === undefined ? fallback : makeFloat(float);
});

const round = define('do_round', ['precision', 'method'], (value, { precision = 0, method = 'common' }) => {
  const how = textOf(method);
  if (how !== 'common' && how !== 'ceil' && how !== 'floor') {
    throw new PyError('FilterArgumentError', 'method must be common, ceil or floor');
  }
  demand(value);
  if (!isNumber(value)) throw notRoundable(value, how);
  const places = Number(precision);
  if (how !== 'common') {
    const scale = pyBinary('**', 10, places);
    const scaled = toNumber(pyBinary('*', value, scale) as number);
    return pyBinary('/', how === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled), scale);
  }
  return isInt(value) ? roundInt(plainInt(value), places) : makeFloat(roundFloat(toNumber(value), places));
});

function notRoundable(value: unknown, how: string): PyError {
  return new PyError(
    'TypeError',
    how === 'common'
      ? `type ${typeName(value)} doesn't define __round__ method`
      : `must be real number, not ${typeName(value)}`,
  );
}

function roundInt(value: number | bigint, places: number): unknown {
  if (places >= 0) return value;
  const unit = 10n ** BigInt(-places);
  const int = BigInt(value);
  const size = int < 0n ? -int : int;
  const rest = size % unit;
  const down = size - rest;
  const up = rest * 2n > unit || (rest * 2n === unit && (down / unit) % 2n === 1n);
  const rounded = up ? down + unit : down;
  return makeInt(int < 0n ? -rounded : rounded);
}

function roundFloat(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  if (places < 0) {
    const unit = 10 ** -places;
    return Number(fixedText(Math.abs(value) / unit, 0)) * unit * Math.sign(value);
  }
  const rounded = Number(fixedText(Math.abs(value), places));
  return value < 0 ? -rounded : rounded;
}

const filesizeformat = define('do_filesizeformat', ['binary'], (value, { binary = false }) => {
  demand(value);
  const bytes = toPyFloat(value);
  if (bytes === undefined) throw floatError(value);
  const isBinary = pyTruth(binary);
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const prefixes = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
  const step = prefixes.findIndex(
    (_, index) => pyOrder(makeFloat(bytes), BigInt(base) ** BigInt(index + 2)) < 0,
  );
  const index = step < 0 ? prefixes.length - 1 : step;
  const letter = isBinary ? `${prefixes[index]!.toUpperCase()}i` : prefixes[index]!;
  return `${formatSpec(makeFloat((base * bytes) / base ** (index + 2)), '.1f')} ${letter}B`;
});

/** What float() raises for this value. */
function floatError(value: unknown): PyError {
  const text = textOf(value);
  return text === undefined
    ? new PyError('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`)
    : new PyError('ValueError', `could not convert string to float: ${pyRepr(text)}`);
}

export const numberFilters: FilterTable = [
  ['abs', abs],
  ['filesizeformat', filesizeformat],
  ['float', toFloat],
  ['int', toInt],
  ['round', round],
];
