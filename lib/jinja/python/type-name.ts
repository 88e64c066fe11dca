import { isDict, PyDate, PyFloat, PyText, TemplateString, Tuple } from '../../core/value.js';
import { isFloat } from './numbers.js';
import { PyObject } from './py-object.js';
import { Undefined } from './undefined.js';

/** Python's name of a value's class, as in `'int' object is not iterable`. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'number':
      return isFloat(value) ? 'float' : 'int';
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
    default:
      return value === null ? 'NoneType' : objectTypeName(value);
  }
}

function objectTypeName(value: unknown): string {
  if (isDict(value)) return 'dict';
  if (value instanceof Tuple) return 'tuple';
  if (Array.isArray(value)) return 'list';
  if (value instanceof PyObject) return value.typeName;
  if (value instanceof PyFloat) return 'float';
  if (value instanceof Set) return 'set';
  if (value instanceof PyText) return value.constructor.name === 'Markup' ? 'Markup' : 'str';
  if (value instanceof TemplateString) return 'str';
  if (value instanceof Undefined) return value.kind === 'lenient' ? 'Undefined' : 'StrictUndefined';
  if (value instanceof PyDate) return `datetime.${value.kind}`;
  return value instanceof Uint8Array ? 'bytes' : 'object';
}
