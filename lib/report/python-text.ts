import { floatText } from '../core/float-text.js';
import { jsonFloat } from '../core/json-float.js';
import type { Json } from '../core/json.js';
import { PyFloat } from '../core/value.js';

/** JSON as Python's `json.dumps(…, sort_keys=True)` prints it; `indent` as there, `sorted` for the keys. */
export function pythonJson(value: Json, indent?: number, sorted = true): string {
  const pad = (depth: number): string => (indent === undefined ? '' : `\n${' '.repeat(indent * depth)}`);
  const separator = indent === undefined ? ', ' : ',';
  const write = (one: Json, depth: number): string => {
    if (Array.isArray(one)) {
      const items = (one as readonly Json[]).map((item) => pad(depth + 1) + write(item, depth + 1));
      return items.length === 0 ? '[]' : `[${items.join(separator)}${pad(depth)}]`;
    }
    if (typeof one === 'number') return Number.isInteger(one) ? String(one) : jsonFloat(one);
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    if (one instanceof PyFloat) return jsonFloat(one.value);
    const fields = one as { readonly [key: string]: Json };
    const keys = sorted ? Object.keys(fields).sort() : Object.keys(fields);
    const entries = keys.map(
      (key) => `${pad(depth + 1)}${JSON.stringify(key)}: ${write(fields[key]!, depth + 1)}`,
    );
    return keys.length === 0 ? '{}' : `{${entries.join(separator)}${pad(depth)}}`;
  };
  return write(value, 0);
}

/** JSON as Python's `str()` prints the value it stands for. */
export function pythonStr(value: Json): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${quoted(key)}: ${pythonRepr(one)}`)
    .join(', ')}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/\r/g, '\\r');
  return quote + (quote === "'" ? escaped.replace(/'/g, "\\'") : escaped) + quote;
}
