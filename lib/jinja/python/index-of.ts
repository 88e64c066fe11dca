import { isInt } from './numbers.js';
import { PyError } from './py-error.js';
import { typeName } from './type-name.js';

/** What Python's operator.index gives: an int, where one is needed. */
export function indexOf(value: unknown): number {
  if (isInt(value)) return Number(value);
  throw new PyError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
}
