import { isDict } from '../../core/value.js';
import { PyError } from './py-error.js';
import { PyObject } from './py-object.js';
import { textLength, textOf } from './text.js';
import { typeName } from './type-name.js';
import { Undefined } from './undefined.js';

/** Python's iter(): keys of a dict, characters of a str. Raises when the value cannot be iterated. */
export function pyIterate(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value as unknown[];
  if (isDict(value)) return value.keys();
  const text = textOf(value);
  if (text !== undefined) return text;
  if (value instanceof Set) return value as Set<unknown>;
  if (value instanceof Undefined) return undefinedItems(value);
  if (value instanceof PyObject && value.iterate !== undefined) return iterableOf(value);
  if (value instanceof Uint8Array) return value;
  throw new PyError('TypeError', `'${typeName(value)}' object is not iterable`);
}

export function isIterable(value: unknown): boolean {
  if (value instanceof PyObject) return value.iterate !== undefined;
  if (value instanceof Undefined) return value.kind === 'lenient';
  return (
    Array.isArray(value) ||
    isDict(value) ||
    value instanceof Set ||
    textOf(value) !== undefined ||
    value instanceof Uint8Array
  );
}

function undefinedItems(value: Undefined): Iterable<unknown> {
  if (value.kind === 'lenient') return [];
  throw value.error();
}

function iterableOf(value: PyObject): Iterable<unknown> {
  return { [Symbol.iterator]: () => value.iterate!() };
}

/** list(value): always a fresh array, except that an array is returned as it is. */
export function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : Array.from(pyIterate(value));
}

/** len(value). */
export function pyLength(value: unknown): number {
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  const text = textOf(value);
  if (text !== undefined) return textLength(text);
  if (value instanceof Undefined) {
    if (value.kind === 'lenient') return 0;
    throw value.error();
  }
  if (value instanceof PyObject && value.length !== undefined) return value.length();
  throw new PyError('TypeError', `object of type '${typeName(value)}' has no len()`);
}
