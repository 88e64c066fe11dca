import { isDict, PyDate, Tuple } from '../../core/value.js';
import type { EvalContext, Kwargs } from '../types.js';
import { callCheck } from './builtin-call.js';
import { GroupTuple } from './group-tuple.js';
import { bytesMethods } from './bytes-methods.js';
import { dateTimeOf } from './date-time.js';
import { dictMethods } from './dict-methods.js';
import { listMethods, tupleMethods } from './list-methods.js';
import { isFloat, isInt } from './numbers.js';
import { floatMethods, intMethods } from './number-methods.js';
import { PyError } from './py-error.js';
import { Markup, PyFunction, PyObject } from './py-object.js';
import { setMethods } from './set-methods.js';
import { formatString } from './str-format.js';
import { pyStr } from './repr.js';
import { strMethods } from './str-methods.js';
import { typeName } from './type-name.js';
import { textOf } from './text.js';

/** A method of a built-in type. */
export type Method<T> = (self: T, args: readonly unknown[], kwargs: Kwargs, context: EvalContext) => unknown;

/** Methods by name; a Map, so that `constructor` and the like are just missing. */
export type MethodTable<T> = ReadonlyMap<string, Method<T>>;

/** The attribute of any value, as Python's getattr; `undefined` when there is none of that name. */
export function ownAttribute(value: unknown, name: string): unknown {
  return value instanceof PyObject ? value.getAttribute?.(name) : methodOf(value, name);
}

/** The bound method or the data attribute of a plain value; `undefined` when Python has none of that name. */
function methodOf(value: unknown, name: string): unknown {
  const text = typeof value === 'string' ? value : textOf(value);
  if (text !== undefined) {
    const safe = value instanceof Markup;
    const method =
      name === 'format' ? format(safe) : name === 'format_map' ? formatMap(safe) : strMethods.get(name);
    return method && bind(name, method, text, safe);
  }
  if (isDict(value)) return bound(dictMethods, value, name);
  if (value instanceof GroupTuple && (name === 'grouper' || name === 'list'))
    return value[name === 'list' ? 1 : 0];
  if (value instanceof Tuple) return bound(tupleMethods, value as unknown[], name);
  if (Array.isArray(value)) return bound(listMethods, value as unknown[], name);
  if (isInt(value)) return attribute(intMethods, value, name, ['real', 'imag', 'numerator', 'denominator']);
  if (isFloat(value)) return attribute(floatMethods, value, name, ['real', 'imag']);
  if (value instanceof Set) return bound(setMethods, value as Set<unknown>, name);
  if (value instanceof PyDate) return dateTimeOf(value).getAttribute(name);
  return value instanceof Uint8Array ? bound(bytesMethods, value, name) : undefined;
}

// what Markup formats is escaped
const format =
  (safe: boolean): Method<string> =>
  (self, args, kwargs) =>
    formatString(self, args, kwargs, { getAttribute: ownAttribute, safe });

const formatMap =
  (safe: boolean): Method<string> =>
  (self, args, kwargs) => {
    checkFormatMap(args, kwargs);
    const [named] = args;
    if (!isDict(named)) throw new PyError('TypeError', `'${typeName(named)}' object is not a mapping`);
    const values = new Map([...named].map(([key, value]) => [pyStr(key), value]));
    return formatString(self, [], values, { getAttribute: ownAttribute, safe });
  };

const checkFormatMap = callCheck('str', 'format_map', '1');

function bound<T>(table: MethodTable<T>, self: T, name: string): unknown {
  const method = table.get(name);
  return method && bind(name, method, self, false);
}

function bind<T>(name: string, method: Method<T>, self: T, safe: boolean): PyFunction {
  return new BoundMethod(name, (args, kwargs, context) => {
    const result = method(self, args, kwargs, context);
    return safe && typeof result === 'string' ? new Markup(result) : result;
  });
}

// some names of numbers and dates are values, not methods
function attribute<T>(table: MethodTable<T>, self: T, name: string, data: readonly string[]): unknown {
  const method = table.get(name);
  if (method === undefined || !data.includes(name)) return method && bind(name, method, self, false);
  return method(self, [], NOTHING, undefined as never);
}

const NOTHING: Kwargs = new Map();

class BoundMethod extends PyFunction {
  override readonly typeName = 'builtin_function_or_method';

  override toRepr(): string {
    return `<built-in method ${this.name}>`;
  }
}
