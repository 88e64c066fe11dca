import { isDict } from '../../core/value.js';
import { Markup } from '../python/py-object.js';
import { isIterable, pyIterate, toArray } from '../python/iterate.js';
import { ownAttribute } from '../python/methods.js';
import { PyError } from '../python/py-error.js';
import { pyRepr, pyStr } from '../python/repr.js';
import { textOf } from '../python/text.js';
import { pyTruth } from '../python/truth.js';
import { typeName } from '../python/type-name.js';
import { Undefined } from '../python/undefined.js';
import { define, type FilterTable } from './define.js';
import { prettyRepr } from './pretty-repr.js';
import { toJson } from './to-json.js';
import { urlize } from './urlize.js';

const fallback = define('do_default', ['default_value', 'boolean'], (value, args) => {
  const other = args.default_value === undefined ? '' : args.default_value;
  if (value instanceof Undefined) return other;
  return args.boolean !== undefined && pyTruth(args.boolean) && !pyTruth(value) ? other : value;
});

const attr = define(
  'do_attr',
  ['name*'],
  (value, args, context) => {
    const name = pyStr(args.name);
    if (value instanceof Undefined) throw value.error();
    const found = ownAttribute(value, name);
    if (found !== undefined) return found;
    const owner = value === null ? 'None' : `${typeName(value)} object`;
    return new Undefined(
      context.environment.undefined,
      name,
      `${pyRepr(owner)} has no attribute ${pyRepr(name)}`,
    );
  },
  2,
);

const quote = (text: string, safe: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', safe.includes('/') ? '/' : '%2F');

const quoteField = (value: unknown): string =>
  quote(textOf(value) ?? pyStr(value), '').replaceAll('%20', '+');

function toPair(pair: unknown): readonly unknown[] {
  if (!isIterable(pair))
    throw new PyError('TypeError', `cannot unpack non-iterable ${typeName(pair)} object`);
  const items = toArray(pair);
  if (items.length > 2) throw new PyError('ValueError', 'too many values to unpack (expected 2)');
  if (items.length < 2)
    throw new PyError('ValueError', `not enough values to unpack (expected 2, got ${items.length})`);
  return items;
}

const urlencode = define('do_urlencode', [], (value) => {
  const text = textOf(value);
  if (text !== undefined) return quote(text, '/');
  if (!isIterable(value)) return quote(pyStr(value), '/');
  const pairs = isDict(value) ? [...value] : Array.from(pyIterate(value), toPair);
  return pairs.map(([key, item]) => `${quoteField(key)}=${quoteField(item)}`).join('&');
});

const tojson = define(
  'do_tojson',
  ['indent'],
  (value, { indent }) => {
    const width = indent === undefined || indent === null ? undefined : Number(indent);
    const json = toJson(value, width);
    const unsafe = /[<>&']/g;
    return new Markup(json.replace(unsafe, (char) => `\\u00${char.charCodeAt(0).toString(16)}`));
  },
  2,
);

export const valueFilters: FilterTable = [
  ['attr', attr],
  ['d', fallback],
  ['default', fallback],
  ['pprint', define('do_pprint', [], (value) => prettyRepr(value))],
  ['tojson', tojson],
  ['urlencode', urlencode],
  ['urlize', urlize],
];
