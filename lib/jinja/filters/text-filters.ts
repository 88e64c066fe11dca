import { isDict, Tuple } from '../../core/value.js';
import { pyOrder } from '../python/compare.js';
import { dictSet } from '../python/dict.js';
import { escapeHtml } from '../python/escape-html.js';
import { indexOf } from '../python/index-of.js';
import { isInt } from '../python/numbers.js';
import { capitalize } from '../python/letter-case.js';
import { formatPercent } from '../python/percent-format.js';
import { PyError } from '../python/py-error.js';
import { Markup } from '../python/py-object.js';
import { pyRepr, pyStr } from '../python/repr.js';
import { tupleOf } from '../python/sequences.js';
import { splitLines } from '../python/split-text.js';
import { centerText, replaceText, stripText } from '../python/str-methods.js';
import { isFlat, textLength, textOf } from '../python/text.js';
import { pyLength } from '../python/iterate.js';
import { typeName } from '../python/type-name.js';
import { Undefined } from '../python/undefined.js';
import { pyTruth } from '../python/truth.js';
import type { Filter } from '../types.js';
import { bare, define, type FilterTable } from './define.js';
import { stripTags } from './strip-tags.js';
import { wrapText } from './wrap-text.js';

/** str(value), keeping Markup what it is. */
const softText = (value: unknown): string => textOf(value) ?? pyStr(value);

/** The result as Markup when the value was. */
const like = (value: unknown, text: string): unknown => (value instanceof Markup ? new Markup(text) : text);

const onText = (name: string, run: (text: string) => string): Filter =>
  define(name, [], (value) => like(value, run(softText(value))));

const center = define('do_center', ['width'], (value, { width }) =>
  like(value, centerText(softText(value), width === undefined ? 80 : indexOf(width))),
);

const indent = define('do_indent', ['width', 'first', 'blank'], (value, { width = 4, first, blank }) => {
  if (textOf(value) === undefined) throw notAddable(value);
  const pad = isInt(width) ? ' '.repeat(Number(width)) : softText(width);
  const lines = splitLines(`${softText(value)}\n`, false);
  const keepBlank = blank !== undefined && pyTruth(blank);
  const [head = '', ...rest] = lines;
  const body = rest.map((line) => (line !== '' || keepBlank ? pad + line : line));
  const text = [head, ...body].join('\n');
  return like(value, first !== undefined && pyTruth(first) ? pad + text : text);
});

// the words of `value += '\n'`, which is what the filter does first
function notAddable(value: unknown): PyError {
  if (value instanceof Undefined) return value.error();
  const name = typeName(value);
  if (name === 'list') return new PyError('AttributeError', "'list' object has no attribute 'splitlines'");
  return new PyError(
    'TypeError',
    value instanceof Tuple
      ? `can only concatenate ${name} (not "str") to ${name}`
      : `unsupported operand type(s) for +=: '${name}' and 'str'`,
  );
}

const format: Filter = (value, args, kwargs) => {
  if (args.length > 0 && kwargs.size > 0) {
    throw new PyError(
      'FilterArgumentError',
      "can't handle positional and keyword arguments at the same time",
    );
  }
  if (kwargs.size === 0) return formatPercent(like(value, softText(value)), tupleOf(args));
  const named = new Map<unknown, unknown>();
  for (const [key, item] of kwargs) dictSet(named, key, item);
  return formatPercent(like(value, softText(value)), named);
};

const replace = define(
  'do_replace',
  ['old*', 'new*', 'count'],
  (value, args) => {
    const count = args.count === undefined || args.count === null ? -1 : Number(args.count);
    return like(value, replaceText(softText(value), softText(args.old), softText(args.new), count));
  },
  2,
);

// the first letter behind a blank or an opening bracket, the rest in lower case
function title(text: string): string {
  return text
    .split(/([-\s({[<]+)/u)
    .map((word) => capitalize(word))
    .join('');
}

const trim = define('do_trim', ['chars'], (value, { chars }) =>
  like(
    value,
    stripText(softText(value), chars === undefined || chars === null ? undefined : softText(chars)),
  ),
);

const truncate = define(
  'do_truncate',
  ['length', 'killwords', 'end', 'leeway'],
  (value, { length = 255, killwords, end = '...', leeway }) => {
    const mark = softText(end);
    const [size, slack] = [Number(length), leeway === undefined || leeway === null ? 5 : Number(leeway)];
    const markSize = textLength(mark);
    if (pyOrder(length, markSize, '>=') < 0)
      throw new PyError('AssertionError', `expected length >= ${markSize}, got ${size}`);
    if (slack < 0) throw new PyError('AssertionError', `expected leeway >= 0, got ${slack}`);
    if (pyLength(value) <= size + slack) return value;
    const text = needText(value, 'rsplit');
    const cut = firstChars(text, size - markSize);
    if (killwords !== undefined && pyTruth(killwords)) return like(value, cut + mark);
    const blank = cut.lastIndexOf(' ');
    return like(value, (blank < 0 ? cut : cut.slice(0, blank)) + mark);
  },
  2,
);

const firstChars = (text: string, count: number): string =>
  isFlat(text) ? text.slice(0, count) : [...text].slice(0, count).join('');

// what Python says when a method of str is called on something else
function needText(value: unknown, method: string): string {
  const text = textOf(value);
  if (text !== undefined) return text;
  if (value instanceof Undefined) throw value.error();
  throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute '${method}'`);
}

const wordwrap = define(
  'do_wordwrap',
  ['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'],
  (value, args) => {
    const newline =
      args.wrapstring === undefined || args.wrapstring === null ? '\n' : softText(args.wrapstring);
    const options = {
      width: wrapWidth(args.width),
      breakLongWords: args.break_long_words === undefined || pyTruth(args.break_long_words),
      breakOnHyphens: args.break_on_hyphens === undefined || pyTruth(args.break_on_hyphens),
    };
    const lines = splitLines(needText(value, 'splitlines'), false).map((line) =>
      wrapText(line, options).join(newline),
    );
    return like(value, lines.join(newline));
  },
  2,
);

function wrapWidth(width: unknown): number {
  if (width === undefined) return 79;
  if (pyOrder(width, 0, '<=') > 0) return Number(width);
  throw new PyError('ValueError', `invalid width ${pyRepr(width)} (must be > 0)`);
}

const escape: Filter = bare('markupsafe._speedups.escape', (value) =>
  value instanceof Markup ? value : new Markup(escapeHtml(pyStr(value))),
);

function noItems(value: unknown): PyError {
  if (value instanceof Undefined) return value.error();
  return new PyError('AttributeError', `'${typeName(value)}' object has no attribute 'items'`);
}

const xmlattr = define(
  'do_xmlattr',
  ['autospace'],
  (value, { autospace = true }, context) => {
    const pairs: string[] = [];
    if (!isDict(value)) throw noItems(value);
    for (const [key, item] of value as Map<unknown, unknown>) {
      const name = softText(key);
      if (/[\s/>=]/u.test(name))
        throw new PyError('ValueError', `Invalid character in attribute name: '${name}'`);
      const isMissing =
        item === null || context.environment.tests.get('undefined')!(item, [], new Map(), context) === true;
      if (!isMissing)
        pairs.push(
          `${escapeHtml(name)}="${item instanceof Markup ? item.text : escapeHtml(softText(item))}"`,
        );
    }
    const text = pairs.join(' ');
    const spaced = pyTruth(autospace) && text !== '' ? ` ${text}` : text;
    return context.autoescape === true ? new Markup(spaced) : spaced;
  },
  2,
);

export const textFilters: FilterTable = [
  ['capitalize', onText('do_capitalize', capitalize)],
  ['center', center],
  ['e', escape],
  ['escape', escape],
  ['forceescape', define('do_forceescape', [], (value) => new Markup(escapeHtml(softText(value))))],
  ['format', format],
  ['indent', indent],
  ['lower', onText('do_lower', (text) => text.toLowerCase())],
  ['replace', replace],
  ['safe', define('do_mark_safe', [], (value) => new Markup(softText(value)))],
  [
    'string',
    bare('markupsafe._speedups.soft_str', (value) => (textOf(value) === undefined ? pyStr(value) : value)),
  ],
  ['striptags', define('do_striptags', [], (value) => stripTags(softText(value)))],
  ['title', onText('do_title', title)],
  ['trim', trim],
  ['truncate', truncate],
  ['upper', onText('do_upper', (text) => text.toUpperCase())],
  [
    'wordcount',
    define('do_wordcount', [], (value) => softText(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  ],
  ['wordwrap', wordwrap],
  ['xmlattr', xmlattr],
];
