import type { Kwargs } from '../types.js';
import { formatSpec } from './format-spec.js';
import { escapeHtml } from './escape-html.js';
import { getItem } from './get-item.js';
import { isNumber } from './numbers.js';
import { PyError } from './py-error.js';
import { Markup } from './py-object.js';
import { pyAscii, pyRepr, pyStr } from './repr.js';
import { textOf } from './text.js';
import { typeName } from './type-name.js';
import { Undefined } from './undefined.js';

type GetAttribute = (value: unknown, name: string) => unknown;

interface Manner {
  readonly getAttribute: GetAttribute;
  /** Values are escaped, those of Markup not. */
  readonly safe: boolean;
}

interface Call extends Manner {
  readonly args: readonly unknown[];
  readonly kwargs: Kwargs;
  next: number | 'named';
}

/** str.format: `'{} {0.name} {x[1]:>5} {y!r}'`. */
export function formatString(self: string, args: readonly unknown[], kwargs: Kwargs, manner: Manner): string {
  return expand(self, { ...manner, args, kwargs, next: 0 }, 2);
}

function expand(text: string, call: Call, depth: number): string {
  if (depth < 0) throw new PyError('ValueError', 'Max string recursion exceeded');
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if ((char === '{' || char === '}') && text[i + 1] === char) {
      result += char;
      i++;
    } else if (char === '}') {
      throw new PyError('ValueError', "Single '}' encountered in format string");
    } else if (char === '{') {
      const end = fieldEnd(text, i);
      result += replaceField(text.slice(i + 1, end), call, depth);
      i = end;
    } else result += char;
  }
  return result;
}

function fieldEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  throw new PyError('ValueError', unclosed(text.slice(from)));
}

const unclosed = (field: string): string =>
  field === '{'
    ? "Single '{' encountered in format string"
    : /^[^:[]*!/.test(field)
      ? "unmatched '{' in format spec"
      : "expected '}' before end of string";

const NO_COLON = "expected ':' after conversion specifier";
const FIELD = /^((?:\[[^\]]*\]|[^:![])*)(?:!([^:]*))?(?::([^]*))?$/;

function replaceField(field: string, call: Call, depth: number): string {
  const match = FIELD.exec(field);
  if (match === null) {
    const open = /\[[^\]]*$/.test(field) ? "expected '}' before end of string" : NO_COLON;
    throw new PyError('ValueError', open);
  }
  const [, path, conversion, spec = ''] = match;
  if (conversion === '') throw new PyError('ValueError', "unmatched '{' in format spec");
  if ((conversion?.length ?? 0) > 1) throw new PyError('ValueError', NO_COLON);
  const value = lookUp(path!, call);
  const text = expand(spec, call, depth - 1);
  const shown = formatSpec(convert(value, conversion), text);
  return call.safe && !(value instanceof Markup) ? escapeHtml(shown) : shown;
}

function convert(value: unknown, conversion: string | undefined): unknown {
  switch (conversion) {
    case undefined:
      return value;
    case 's':
      return pyStr(value);
    case 'r':
      return pyRepr(value);
    case 'a':
      return pyAscii(value);
    default:
      throw new PyError('ValueError', `Unknown conversion specifier ${conversion}`);
  }
}

const PATH = /\.([^.[]+)|\[([^\]]*)\]/g;

function lookUp(path: string, call: Call): unknown {
  const first = /^[^.[]*/.exec(path)![0];
  let value = argument(first, call);
  checkPath(path.slice(first.length));
  for (const [, attribute, item] of path.slice(first.length).matchAll(PATH)) {
    if (value instanceof Undefined) throw value.error();
    value = attribute === undefined ? itemAt(value, item!) : attributeAt(value, attribute, call);
  }
  return value;
}

// `.name` and `[key]`, one behind the other
function checkPath(path: string): void {
  if (/\.(?=[.[]|$)|\[\]/.test(path)) throw new PyError('ValueError', 'Empty attribute in format string');
  if (/\][^.[]/.test(path))
    throw new PyError('ValueError', "Only '.' or '[' may follow ']' in format field specifier");
}

function attributeAt(value: unknown, name: string, call: Call): unknown {
  const attribute = call.getAttribute(value, name);
  if (attribute !== undefined) return attribute;
  throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
}

function itemAt(value: unknown, key: string): unknown {
  const item = getItem(value, /^\d+$/.test(key) ? Number(key) : key);
  if (item !== undefined) return item;
  if (isNumber(value) || value === null)
    throw new PyError('TypeError', `'${typeName(value)}' object is not subscriptable`);
  if (Array.isArray(value) && !/^\d+$/.test(key))
    throw new PyError('TypeError', `${typeName(value)} indices must be integers or slices, not str`);
  if (Array.isArray(value)) throw new PyError('IndexError', `${typeName(value)} index out of range`);
  if (textOf(value) !== undefined) throw new PyError('IndexError', 'string index out of range');
  throw new PyError('KeyError', /^\d+$/.test(key) ? key : pyRepr(key));
}

function argument(name: string, call: Call): unknown {
  if (name !== '' && !/^\d+$/.test(name)) {
    if (!call.kwargs.has(name)) throw new PyError('KeyError', pyRepr(name));
    return call.kwargs.get(name);
  }
  const index = name === '' ? automatic(call) : manual(name, call);
  if (index >= call.args.length) {
    throw new PyError('IndexError', `Replacement index ${index} out of range for positional args tuple`);
  }
  return call.args[index];
}

function automatic(call: Call): number {
  if (call.next === 'named') {
    throw new PyError(
      'ValueError',
      'cannot switch from manual field specification to automatic field numbering',
    );
  }
  return call.next++;
}

function manual(name: string, call: Call): number {
  if (typeof call.next === 'number' && call.next > 0) {
    throw new PyError(
      'ValueError',
      'cannot switch from automatic field numbering to manual field specification',
    );
  }
  call.next = 'named';
  return Number(name);
}
