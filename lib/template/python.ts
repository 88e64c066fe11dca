import { PyDate, PyFloat, Tuple, type Value } from '../core/value.js';
import { demand, isUndefined, Markup, PyError, PyObject, PyText, pyStr } from '../jinja/index.js';
import { VaultedText } from './vaulted-text.js';

/** Python's text of a float: 1e+16, 1e-07, 2.0. */
export function pyFloatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** `type(value).__name__` */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    case 'function':
      return 'function';
    default:
      return value === null || value === undefined ? 'NoneType' : objectTypeName(value);
  }
}

function objectTypeName(value: object): string {
  if (value instanceof PyFloat) return 'float';
  if (value instanceof Tuple) return 'tuple';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'dict';
  if (value instanceof Set) return 'set';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof PyDate) return value.kind;
  if (value instanceof Markup) return 'Markup';
  if (value instanceof VaultedText) return 'AnsibleVaultEncryptedUnicode';
  if (value instanceof PyText) return 'NativeJinjaText';
  if (isUndefined(value)) return 'AnsibleUndefined';
  return value instanceof PyObject ? value.typeName : 'object';
}

/** Python's `==`: 1 == 1.0 == True, containers by content. */
export function pyEquals(a: unknown, b: unknown): boolean {
  const left = scalarOf(a);
  const right = scalarOf(b);
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return (
      isNumeric(left) && isNumeric(right) && Number(left) === Number(right) && typeof left === typeof right
    );
  }
  if (Array.isArray(left) && Array.isArray(right)) return sameItems(left, right);
  if (left instanceof Map && right instanceof Map) return sameEntries(left, right);
  if (left instanceof PyDate && right instanceof PyDate) return left.text === right.text;
  if (left instanceof Set && right instanceof Set)
    return left.size === right.size && [...left].every((x) => right.has(x));
  return left instanceof PyObject && left.equals ? left.equals(right) : false;
}

function scalarOf(value: unknown): unknown {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof PyText) return value.text;
  return value;
}

const isNumeric = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length &&
  a instanceof Tuple === b instanceof Tuple &&
  a.every((item, n) => pyEquals(item, b[n]));

const sameEntries = (a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean =>
  a.size === b.size && [...a].every(([key, item]) => b.has(key) && pyEquals(item, b.get(key)));

/** Python's truth. */
export function pyTruth(value: unknown): boolean {
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyText) return value.text !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  if (value instanceof PyObject) return value.truth ? value.truth() : true;
  return Boolean(demand(value));
}

/** The items of anything iterable: a str gives characters, a dict its keys. */
export function itemsOf(value: unknown): Value[] {
  const plain = demand(value instanceof PyText ? value.text : value);
  if (typeof plain === 'string') return [...plain];
  if (Array.isArray(plain)) return plain as Value[];
  if (plain instanceof Map) return [...plain.keys()] as Value[];
  if (plain instanceof Set) return [...plain] as Value[];
  if (plain instanceof PyObject && plain.iterate) return [...drain(plain.iterate())] as Value[];
  if (typeof plain === 'object' && plain !== null && Symbol.iterator in plain)
    return [...(plain as Iterable<Value>)];
  throw new PyError('TypeError', `'${typeName(plain)}' object is not iterable`);
}

function* drain(iterator: Iterator<unknown>): Iterable<unknown> {
  for (let step = iterator.next(); !step.done; step = iterator.next()) yield step.value;
}

export const isText = (value: unknown): boolean => typeof value === 'string' || value instanceof PyText;
export const isSequence = (value: unknown): value is Value[] => Array.isArray(value);
/** The items of a list, a tuple or a range; undefined for anything else. */
export function sequenceOf(value: unknown): Value[] | undefined {
  if (isSequence(value)) return value;
  return value instanceof PyObject && value.typeName === 'range' ? itemsOf(value) : undefined;
}
export const isIterable = (value: unknown): boolean =>
  isSequence(value) ||
  isMapping(value) ||
  value instanceof Set ||
  (value instanceof PyObject && value.iterate !== undefined);
export const isMapping = (value: unknown): value is Map<Value, Value> => value instanceof Map;

/** The float behind an int or float; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

/** A Python float. */
export const toFloat = (value: number): number | PyFloat =>
  Number.isInteger(value) || !Number.isFinite(value) ? new PyFloat(value) : value;

/** Ansible's idea of text to bool: yes, on, 1, true. */
export function toBool(value: unknown): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  const plain = demand(value);
  const text = isText(plain) ? pyStr(plain).toLowerCase() : plain;
  return ['yes', 'on', '1', 'true'].includes(text as string) || numberOf(text) === 1;
}

/** What Python's paths want: text. */
export function pathText(value: unknown): string {
  const plain = demand(value);
  if (isText(plain)) return pyStr(plain);
  throw filterTypeError(`expected str, bytes or os.PathLike object, not ${typeName(plain)}`);
}

/** Text whose `method` Python would call. */
export function textWith(method: string, value: unknown): string {
  const plain = demand(value);
  if (isText(plain)) return pyStr(plain);
  throw new PyError('AttributeError', `'${typeName(plain)}' object has no attribute '${method}'`);
}

/** Text as the first argument of `call`. */
export function textArgument(call: string, value: unknown): string {
  const plain = demand(value);
  if (isText(plain)) return pyStr(plain);
  const given = plain === null ? 'None' : typeName(plain);
  throw filterTypeError(`${call}() argument 1 must be str, not ${given}`);
}

/** What Ansible's plugins raise: shown as it is. */
export const filterError = (message: string): PyError => new PyError('AnsibleFilterError', message);
export const filterTypeError = (message: string): PyError => new PyError('TypeError', message);
