import { isDict, Tuple } from '../../core/value.js';
import { PyError } from './py-error.js';
import { typeName } from './type-name.js';

/** Raises Python's TypeError for lists, dicts and sets. */
export function requireHashable(key: unknown): void {
  if (key instanceof Tuple) for (const item of key) requireHashable(item);
  else if (Array.isArray(key) || isDict(key) || key instanceof Set) {
    throw new PyError('TypeError', `unhashable type: '${typeName(key)}'`);
  }
}
