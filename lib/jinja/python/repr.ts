import { isDict, PyDate, PyFloat, Tuple } from '../../core/value.js';
import { dateTimeOf } from './date-time.js';
import { floatText } from '../../core/float-text.js';
import { Markup, PyObject } from './py-object.js';
import { textOf } from './text.js';
import { Undefined } from './undefined.js';
import { typeName } from './type-name.js';

/** Python's str(). Raises for an undefined value. */
export function pyStr(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isInteger(value) ? String(value + 0) : floatText(value);
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    default:
      return objectText(value);
  }
}

function objectText(value: unknown): string {
  if (value === null) return 'None';
  if (value instanceof Undefined) return undefinedText(value);
  if (value instanceof PyObject && value.toText !== undefined) return value.toText();
  if (value instanceof PyDate) return value.text;
  if (value === undefined) throw new Error('not a value of the template language: undefined');
  return textOf(value) ?? pyRepr(value);
}

function undefinedText(value: Undefined): string {
  if (value.kind === 'lenient') return '';
  throw value.error();
}

/** Python's repr(). */
export function pyRepr(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value))
    return value instanceof Tuple ? tupleRepr(value) : `[${value.map(pyRepr).join(', ')}]`;
  if (isDict(value)) return dictRepr(value);
  if (value === undefined) throw new Error('not a value of the template language: undefined');
  return value === null || typeof value !== 'object' ? pyStr(value) : objectRepr(value);
}

function tupleRepr(items: readonly unknown[]): string {
  return items.length === 1 ? `(${pyRepr(items[0])},)` : `(${Array.from(items, pyRepr).join(', ')})`;
}

function dictRepr(dict: ReadonlyMap<unknown, unknown>): string {
  const pairs: string[] = [];
  for (const [key, value] of dict) pairs.push(`${pyRepr(key)}: ${pyRepr(value)}`);
  return `{${pairs.join(', ')}}`;
}

function objectRepr(value: object): string {
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof Markup) return `Markup(${quoted(value.text)})`;
  const text = textOf(value);
  if (text !== undefined) return quoted(text);
  if (value instanceof Set) return value.size === 0 ? 'set()' : `{${[...value].map(pyRepr).join(', ')}}`;
  if (value instanceof Undefined) return undefinedRepr(value);
  if (value instanceof PyDate) return dateTimeOf(value).toRepr();
  if (value instanceof Uint8Array) return bytesRepr(value);
  if (value instanceof PyObject && value.toRepr !== undefined) return value.toRepr();
  return `<${typeName(value)} object>`;
}

// Ansible's undefined raises in repr too, so that a list of it cannot be printed
function undefinedRepr(value: Undefined): string {
  if (value.kind === 'chainable') throw value.error();
  return 'Undefined';
}

/** Python's ascii(): repr() with everything beyond ASCII escaped. */
export const pyAscii = (value: unknown): string => pyRepr(value).replace(/[\u0080-\u{10ffff}]/gu, escapeChar);

const unprintable = (): RegExp => /[\\\x00-\x1f\x7f-\xa0\xad]|[^\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let escaped = text.replace(unprintable(), escapeChar);
  if (quote === "'" && text.includes("'")) escaped = escaped.replaceAll("'", "\\'");
  return quote + escaped + quote;
}

function escapeChar(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}

function bytesRepr(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char in SHORT) text += SHORT[char]!;
    else text += byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, '0')}` : char;
  }
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `b${quote}${quote === "'" ? text.replaceAll("'", "\\'") : text}${quote}`;
}
