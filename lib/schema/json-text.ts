import { jsonFloat } from '../core/json-float.js';
import type { Json } from '../core/json.js';
import { PyDate, PyFloat, TemplateString, isDict, type Value } from '../core/value.js';

/** A dict or list as JSON text, spaced as Python's json.dumps; other text stays. */
export function toJsonText(value: Value): string {
  return typeof value === 'string' ? value : jsonText(value);
}

function jsonText(value: Value): string {
  if (isDict(value)) {
    const pairs = [...value].map(([key, each]) => `${JSON.stringify(keyText(key))}: ${jsonText(each)}`);
    return `{${pairs.join(', ')}}`;
  }
  if (value instanceof Set) return jsonText([...value]);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (value instanceof PyFloat) return jsonFloat(value.value);
  if (typeof value === 'number' && !Number.isInteger(value)) return jsonFloat(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return asciiJson(value);
  return JSON.stringify(valueToJson(value));
}

const keyText = (key: Value): string => (typeof key === 'string' ? key : jsonText(key).replace(/^"|"$/g, ''));

// Python's json.dumps escapes everything beyond ASCII
const asciiJson = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The value as a JSON document; bytes and templates as their text. */
export function valueToJson(value: Value): Json {
  if (isDict(value)) return Object.fromEntries([...value].map(([k, v]) => [keyText(k), valueToJson(v)]));
  if (value instanceof Set) return [...value].map(valueToJson);
  if (Array.isArray(value)) return value.map(valueToJson);
  if (value instanceof PyDate || value instanceof TemplateString) return value.text;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return typeof value === 'bigint' ? Number(value) : (value as Json);
}
