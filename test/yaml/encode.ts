import { PyDate, PyFloat, PyText, TemplateString, Tuple, type Value } from '../../lib/core/value.js';

/** The typed notation in which test/record/yaml-loader.py writes Python values. */
export function encode(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value === 'number') return Number.isInteger(value) ? { int: String(value) } : { float: value };
  if (value instanceof PyFloat) return { float: value.value };
  if (value instanceof PyDate) return { [value.kind]: value.text };
  if (value instanceof TemplateString || value instanceof PyText) return value.text;
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Tuple) return { tuple: Array.from(value, encode) };
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { dict: [...value].map(([key, item]) => [encode(key), encode(item)]) };
  return { set: [...value].map(encode).sort(byText) };
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
