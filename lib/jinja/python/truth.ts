import { PyFloat } from '../../core/value.js';
import { PyObject } from './py-object.js';
import { textOf } from './text.js';
import { Undefined } from './undefined.js';

/** Python's bool(). Raises for an undefined value. */
export function pyTruth(value: unknown): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      return value !== 0;
    case 'bigint':
      return value !== 0n;
    default:
      return containerTruth(value);
  }
}

function containerTruth(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  return objectTruth(value);
}

function objectTruth(value: unknown): boolean {
  if (value instanceof Undefined) {
    if (value.kind === 'lenient') return false;
    throw value.error();
  }
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof Uint8Array) return value.length > 0;
  if (value instanceof PyObject) return value.truth?.() ?? (value.length === undefined || value.length() > 0);
  const text = textOf(value);
  return text === undefined || text !== '';
}
