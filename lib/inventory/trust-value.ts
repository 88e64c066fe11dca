import { isDict, isList, trustText, Tuple, type Value } from '../core/value.js';
import type { SourcePos } from '../core/position.js';

/** A value written in a user's inventory: the text in it may be templates, at any depth. */
export function trustValue(value: Value, at: SourcePos): Value {
  if (typeof value === 'string') return trustText(value, at);
  if (isDict(value)) return new Map([...value].map(([key, item]) => [key, trustValue(item, at)]));
  if (value instanceof Tuple) return Tuple.from(value, (item) => trustValue(item, at));
  return isList(value) ? value.map((item) => trustValue(item, at)) : value;
}
