import { jsonFloat } from '../core/json-float.js';
import { PyDate, PyFloat, TemplateString } from '../core/value.js';
import { demand, PyDateTime, PyError, PyText, pyStr, sortValues } from '../jinja/index.js';
import { isText, itemsOf, numberOf, typeName } from './python.js';

export interface JsonStyle {
  /** Blanks, or what stands in their place. */
  readonly indent?: number | string | undefined;
  readonly sortKeys?: boolean;
  readonly ensureAscii?: boolean;
  /** Keys that JSON has not are left out. */
  readonly skipKeys?: boolean;
  readonly separators?: readonly [string, string] | undefined;
}

/** The text Python's `json.dumps` writes, byte for byte. */
export function dumpJson(value: unknown, style: JsonStyle = {}): string {
  const indented = style.indent !== undefined;
  const unit = typeof style.indent === 'string' ? style.indent : ' '.repeat(Math.max(0, style.indent ?? 0));
  const [comma, colon] = style.separators ?? [indented ? ',' : ', ', ': '];
  const write = (item: unknown, depth: number): string => {
    const open = indented ? `\n${unit.repeat(depth + 1)}` : '';
    const close = indented ? `\n${unit.repeat(depth)}` : '';
    const wrap = (start: string, parts: string[], end: string): string =>
      parts.length === 0 ? start + end : start + open + parts.join(comma + open) + close + end;
    if (item instanceof Map) {
      const all = style.sortKeys ? sorted(item) : [...item];
      const entries = style.skipKeys ? all.filter(([key]) => isKey(key)) : all;
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

const isKey = (key: unknown): boolean => key === null || isText(key) || numberOf(key) !== undefined;

function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return String(key);
  if (isKey(key)) return pyStr(key);
  throw new PyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

const sorted = (dict: ReadonlyMap<unknown, unknown>): [unknown, unknown][] =>
  sortValues(dict, (entry) => (entry as [unknown, unknown])[0]) as [unknown, unknown][];

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
