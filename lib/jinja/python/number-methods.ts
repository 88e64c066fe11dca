import type { PyFloat } from '../../core/value.js';
import { bindArgs } from './bind-args.js';
import { withShapes } from './builtin-call.js';
import { floatText } from '../../core/float-text.js';
import { indexOf as toIndex } from './index-of.js';
import type { Method, MethodTable } from './methods.js';
import { makeFloat, makeInt, plainInt, toNumber } from './numbers.js';
import { PyError } from './py-error.js';
import { pyStr } from './repr.js';
import { pyTruth } from './truth.js';
import { tupleOf } from './sequences.js';

type Int = number | bigint | boolean;
type Float = number | PyFloat;

function bitLength(self: Int): number {
  const size = BigInt(plainInt(self));
  return size === 0n ? 0 : (size < 0n ? -size : size).toString(2).length;
}

// a float is an int over a power of two
function integerRatio(value: number): unknown {
  if (!Number.isFinite(value))
    throw Number.isNaN(value)
      ? new PyError('ValueError', 'cannot convert NaN to integer ratio')
      : new PyError('OverflowError', 'cannot convert Infinity to integer ratio');
  let [top, bottom] = [value, 1n];
  for (; !Number.isInteger(top); top *= 2) bottom *= 2n;
  return tupleOf([makeInt(BigInt(top)), makeInt(bottom)]);
}

const toBytes: Method<Int> = (self, args, kwargs) => {
  const given = bindArgs('to_bytes', ['length', 'byteorder', 'signed'], args, kwargs);
  const [size, order] = [toIndex(given.length ?? 1), pyStr(given.byteorder ?? 'big')];
  if (order !== 'big' && order !== 'little')
    throw new PyError('ValueError', "byteorder must be either 'little' or 'big'");
  const value = BigInt(plainInt(self));
  const signed = given.signed !== undefined && pyTruth(given.signed);
  if (value < 0n && !signed) throw new PyError('OverflowError', "can't convert negative int to unsigned");
  const [least, most] = signed
    ? [-(1n << BigInt(8 * size)) / 2n, (1n << BigInt(8 * size)) / 2n]
    : [0n, 1n << BigInt(8 * size)];
  if (value < least || value >= most) throw new PyError('OverflowError', 'int too big to convert');
  const bytes = Uint8Array.from({ length: size }, (_, n) => Number((value >> BigInt(8 * n)) & 255n));
  return order === 'big' ? bytes.reverse() : bytes;
};

// 1.8p+1 in hexadecimal digits, as C's %a prints it
function hexText(value: number): string {
  if (!Number.isFinite(value)) return floatText(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0x0.0p+0`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const power = Number(bits >> 52n);
  const digits = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const exponent = power === 0 ? -1022 : power - 1023;
  return `${sign}0x${power === 0 ? 0 : 1}.${digits}p${exponent < 0 ? '' : '+'}${exponent}`;
}

const INT: readonly (readonly [string, Method<Int>])[] = [
  ['bit_length', bitLength],
  ['bit_count', (self) => BigInt(plainInt(self)).toString(2).replace(/[^1]/g, '').length],
  ['as_integer_ratio', (self) => tupleOf([plainInt(self), 1])],
  ['conjugate', (self) => plainInt(self)],
  ['real', (self) => plainInt(self)],
  ['imag', () => 0],
  ['numerator', (self) => plainInt(self)],
  ['denominator', () => 1],
  ['to_bytes', toBytes],
];

export const intMethods: MethodTable<Int> = withShapes('int', INT, { to_bytes: 'length byteorder signed' });

const FLOAT: readonly (readonly [string, Method<Float>])[] = [
  ['hex', (self) => hexText(toNumber(self))],
  ['as_integer_ratio', (self) => integerRatio(toNumber(self))],
  ['is_integer', (self) => Number.isInteger(toNumber(self))],
  ['conjugate', (self) => self],
  ['real', (self) => self],
  ['imag', () => makeFloat(0)],
];

export const floatMethods: MethodTable<Float> = withShapes('float', FLOAT, {});
