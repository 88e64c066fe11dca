import type { PyFloat } from '../../core/value.js';
import type { Method, MethodTable } from './methods.js';
import { makeFloat, plainInt, toNumber } from './numbers.js';

type Int = number | bigint | boolean;
type Float = number | PyFloat;

function bitLength(self: Int): number {
  const size = BigInt(plainInt(self));
  return size === 0n ? 0 : (size < 0n ? -size : size).toString(2).length;
}

export const intMethods: MethodTable<Int> = new Map<string, Method<Int>>([
  ['bit_length', bitLength],
  ['bit_count', (self) => BigInt(plainInt(self)).toString(2).replace(/[^1]/g, '').length],
  ['conjugate', (self) => plainInt(self)],
  ['real', (self) => plainInt(self)],
  ['imag', () => 0],
  ['numerator', (self) => plainInt(self)],
  ['denominator', () => 1],
]);

export const floatMethods: MethodTable<Float> = new Map<string, Method<Float>>([
  ['is_integer', (self) => Number.isInteger(toNumber(self))],
  ['conjugate', (self) => self],
  ['real', (self) => self],
  ['imag', () => makeFloat(0)],
]);
