import { demand, PyError, pyStr, requireHashable } from '../jinja/index.js';
import { isText } from './python.js';

/** What Python compiles as a regular expression: text. */
export function patternText(value: unknown): string {
  const plain = demand(value);
  requireHashable(plain);
  if (isText(plain)) return pyStr(plain);
  throw new PyError('TypeError', 'first argument must be string or compiled pattern');
}
