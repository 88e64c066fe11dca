import { floatText } from '../core/float-text.js';
import { PyDate, PyFloat, PyText, TemplateString, Tuple, isDict, type Value } from '../core/value.js';

/** What Python's str() prints: a str argument given a number, a list or a dict gets this text. */
export function pythonText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof TemplateString || value instanceof PyText) return value.text;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof PyDate) return value.text;
  return pythonRepr(value);
}

function pythonRepr(value: Value): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof Tuple) return `(${value.map(pythonRepr).join(', ')}${value.length === 1 ? ',' : ''})`;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (isDict(value))
    return `{${[...value].map(([k, v]) => `${pythonRepr(k)}: ${pythonRepr(v)}`).join(', ')}}`;
  if (value instanceof Set) return `{${[...value].map(pythonRepr).join(', ')}}`;
  return quoted(pythonText(value));
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** Python's name of the value's type, for messages. */
export function pythonType(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Tuple) return 'tuple';
  if (Array.isArray(value)) return 'list';
  if (isDict(value)) return 'dict';
  return 'str';
}
