import { PyFloat } from '../../core/value.js';

/** The digits of a template as an integer of any size. */
export function integerOf(text: string): number | bigint {
  const digits = text.replaceAll('_', '');
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** A float that stays one: 2.0 is not 2. */
export function floatOf(text: string): number | PyFloat {
  const number = Number(text.replaceAll('_', ''));
  return Number.isInteger(number) || !Number.isFinite(number) ? new PyFloat(number) : number;
}
