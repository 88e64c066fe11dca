import type { Json } from '../core/json.js';
import { PyDate, PyFloat, PyText, TemplateString, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

/** A value as the JSON that events carry. Binary becomes text with replacement characters; big integers too. */
export function plain(value: Value): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof PyFloat) return value;
  if (value instanceof PyDate || value instanceof TemplateString || value instanceof PyText)
    return value.text;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, inner]) => [pythonText(key), plain(inner)]));
  return [...(value as Iterable<Value>)].map(plain);
}
