import { PyFloat, type Value } from '../core/value.js';
import {
  demand,
  isUndefined,
  PyError,
  PyObject,
  PyText,
  pyStr,
  Markup,
  toArray,
  typeName as classOf,
} from '../jinja/index.js';
import { UnsafeNativeText } from './convert-result.js';
import { VaultedText } from './vaulted-text.js';

/** `type(value).__name__`, by Ansible's own classes where a value has one. */
export function typeName(value: unknown): string {
  if (value instanceof VaultedText) return 'AnsibleVaultEncryptedUnicode';
  if (value instanceof UnsafeNativeText) return 'NativeJinjaUnsafeText';
  if (value instanceof PyText && !(value instanceof Markup)) return 'NativeJinjaText';
  return isUndefined(value) ? 'AnsibleUndefined' : classOf(value);
}

/** The items of anything iterable: a str gives characters, a dict its keys. */
export const itemsOf = (value: unknown): Value[] => toArray(demand(value)) as Value[];

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
