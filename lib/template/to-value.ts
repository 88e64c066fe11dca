import { PyDate, PyFloat, TemplateString, Tuple, type Value } from '../core/value.js';
import { demand, PyText, pyStr } from '../jinja/index.js';
import { isLazyDict } from './lazy-dict.js';

/** What an evaluation answers as plain data: marked text is text, objects of the language are their text. */
export function toValue(value: unknown): Value {
  if (typeof value !== 'object' || value === null) return value === undefined ? null : (value as Value);
  if (value instanceof PyText) return value.text;
  if (Array.isArray(value)) return value.some(isForeign) ? listOf(value) : (value as Value[]);
  if (isLazyDict(value)) return value;
  if (value instanceof Map)
    return [...value.values()].some(isForeign) ? dictOf(value) : (value as Map<Value, Value>);
  if (isPlain(value)) return value as Value;
  return pyStr(demand(value));
}

function isForeign(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof PyText) return true;
  if (Array.isArray(value)) return value.some(isForeign);
  if (value instanceof Map) return value.constructor === Map && [...value.values()].some(isForeign);
  return !isPlain(value);
}

const isPlain = (value: object): boolean =>
  value instanceof PyFloat ||
  value instanceof PyDate ||
  value instanceof TemplateString ||
  value instanceof Set ||
  value instanceof Uint8Array;

const listOf = (list: unknown[]): Value[] =>
  list instanceof Tuple ? Tuple.from(list.map(toValue)) : list.map(toValue);

const dictOf = (dict: ReadonlyMap<unknown, unknown>): Value =>
  new Map([...dict].map(([key, item]) => [toValue(key), toValue(item)]));
