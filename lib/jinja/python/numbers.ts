import { PyFloat } from '../../core/value.js';

/** A Python int (bool included, as in Python). */
export const isInt = (value: unknown): value is number | bigint | boolean =>
  typeof value === 'number'
    ? Number.isInteger(value)
    : typeof value === 'bigint' || typeof value === 'boolean';

/** A Python float. */
export const isFloat = (value: unknown): value is number | PyFloat =>
  typeof value === 'number' ? !Number.isInteger(value) : value instanceof PyFloat;

export const isNumber = (value: unknown): value is number | bigint | boolean | PyFloat =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  value instanceof PyFloat;

/** The JS number nearest to a Python number. */
export function toNumber(value: number | bigint | boolean | PyFloat): number {
  if (typeof value === 'number') return value;
  return value instanceof PyFloat ? value.value : Number(value);
}

/** A Python float of this size: boxed when a JS number would read as an int. */
export const makeFloat = (value: number): number | PyFloat =>
  Number.isInteger(value) || !Number.isFinite(value) ? new PyFloat(value) : value;

/** A Python int: a JS number when it is exact. */
export const makeInt = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

/** An int as a JS number or bigint, bools as 0 and 1. */
export const plainInt = (value: number | bigint | boolean): number | bigint =>
  typeof value === 'boolean' ? Number(value) : value;
