import { PyDate, PyFloat, TemplateString, type Value } from '../core/value.js';
import { demand, PyDateTime, PyError, PyText, pyStr, floatText } from '../jinja/index.js';
import { itemsOf, typeName } from './python.js';

export interface JsonStyle {
  readonly indent?: number | undefined;
  readonly sortKeys?: boolean;
  readonly ensureAscii?: boolean;
  readonly separators?: readonly [string, string] | undefined;
}

/** The text Python's `json.dumps` writes, byte for byte. */
export function dumpJson(value: unknown, style: JsonStyle = {}): string {
  const indented = style.indent !== undefined;
  const [comma, colon] = style.separators ?? [indented ? ',' : ', ', ': '];
  const write = (item: unknown, depth: number): string => {
    const open = indented ? `\n${' '.repeat(style.indent * (depth + 1))}` : '';
    const close = indented ? `\n${' '.repeat(style.indent * depth)}` : '';
    const wrap = (start: string, parts: string[], end: string): string =>
      parts.length === 0 ? start + end : start + open + parts.join(comma + open) + close + end;
    if (item instanceof Map) {
      const entries = style.sortKeys ? sorted(item) : [...item];
      return wrap(
        '{',
        entries.map(([key, inner]) => text(keyText(key), style) + colon + write(inner, depth + 1)),
        '}',
      );
    }
    if (Array.isArray(item))
      return wrap(
        '[',
        item.map((inner) => write(inner, depth + 1)),
        ']',
      );
    return scalar(item, style) ?? write(itemsOf(item), depth);
  };
  return write(value, 0);
}

function scalar(value: unknown, style: JsonStyle): string | undefined {
  const item = demand(value);
  if (typeof item === 'string') return text(item, style);
  if (item instanceof PyText || item instanceof TemplateString) return text(item.text, style);
  if (item === null || item === undefined) return 'null';
  if (typeof item === 'boolean' || typeof item === 'bigint') return String(item);
  if (typeof item === 'number') return Number.isInteger(item) ? String(item) : jsonFloat(item);
  if (item instanceof PyFloat) return jsonFloat(item.value);
  if (item instanceof PyDate) return text(item.text.replace(' ', 'T'), style);
  if (item instanceof PyDateTime) return text(item.iso(), style);
  if (item instanceof Uint8Array) return text(Buffer.from(item).toString('utf8'), style);
  if (item instanceof Set) return undefined;
  throw new PyError('TypeError', `Object of type ${typeName(item)} is not JSON serializable`);
}

const jsonFloat = (value: number): string =>
  Number.isNaN(value)
    ? 'NaN'
    : Number.isFinite(value)
      ? floatText(value)
      : value > 0
        ? 'Infinity'
        : '-Infinity';

function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return String(key);
  return pyStr(key);
}

function sorted(dict: ReadonlyMap<unknown, unknown>): [unknown, unknown][] {
  const entries = [...dict];
  const kinds = new Set(
    entries.map(([key]) => (typeof key === 'string' ? 'str' : key === null ? 'None' : 'number')),
  );
  if (kinds.size > 1) {
    throw new PyError('TypeError', `'<' not supported between instances of 'str' and 'int'`);
  }
  return entries.sort(([a], [b]) => compareKeys(a as Value, b as Value));
}

/** Order of str by code points, of numbers by size. */
function compareKeys(a: Value, b: Value): number {
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const SHORT: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '"': '\\"',
  '\\': '\\\\',
};

function text(value: string, style: JsonStyle): string {
  const pattern = style.ensureAscii === false ? /["\\\x00-\x1f]/g : /["\\\x00-\x1f\x7f-\uffff]/g;
  const escaped = value.replace(
    pattern,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
