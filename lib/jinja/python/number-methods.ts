import type { PyFloat } from '../../core/value.js';
import type { Method, MethodTable } from './methods.js';
import { makeFloat, makeInt, plainInt, toNumber } from './numbers.js';
import { PyError } from './py-error.js';
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

export const intMethods: MethodTable<Int> = new Map<string, Method<Int>>([
  ['bit_length', bitLength],
  ['bit_count', (self) => BigInt(plainInt(self)).toString(2).replace(/[^1]/g, '').length],
  ['as_integer_ratio', (self) => tupleOf([plainInt(self), 1])],
  ['conjugate', (self) => plainInt(self)],
  ['real', (self) => plainInt(self)],
  ['imag', () => 0],
  ['numerator', (self) => plainInt(self)],
  ['denominator', () => 1],
]);

export const floatMethods: MethodTable<Float> = new Map<string, Method<Float>>([
  ['as_integer_ratio', (self) => integerRatio(toNumber(self))],
  ['is_integer', (self) => Number.isInteger(toNumber(self))],
  ['conjugate', (self) => self],
  ['real', (self) => self],
  ['imag', () => makeFloat(0)],
]);
