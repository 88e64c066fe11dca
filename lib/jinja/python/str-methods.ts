import { bindArgs } from './bind-args.js';
import { shaped, withShapes } from './builtin-call.js';
import { encodeText } from './encodings.js';
import { casefold, capitalize, swapCase, titleCase } from './letter-case.js';
import type { Kwargs } from '../types.js';
import type { Method, MethodTable } from './methods.js';
import { indexOf } from './index-of.js';
import { Undefined } from './undefined.js';
import { isIterable, pyIterate } from './iterate.js';
import { PyError } from './py-error.js';
import { Slice, getItem } from './get-item.js';
import { tupleOf } from './sequences.js';
import { splitLines, splitText } from './split-text.js';
import { strTests } from './str-tests.js';
import { needText } from './need-text.js';
import { makeTrans, translate } from './translate-text.js';
import { isFlat, textLength } from './text.js';
import { Tuple } from '../../core/value.js';

type StrMethod = Method<string>;

const join: StrMethod = (self, [iterable]) => {
  const parts: string[] = [];
  if (!isIterable(iterable) && !(iterable instanceof Undefined))
    throw new PyError('TypeError', 'can only join an iterable');
  for (const item of pyIterate(iterable)) {
    parts.push(
      needText(item, (name) => `sequence item ${parts.length}: expected str instance, ${name} found`),
    );
  }
  return parts.join(self);
};

const replace: StrMethod = (self, args) => {
  const old = needText(args[0], (name) => `replace() argument 1 must be str, not ${name}`);
  const fresh = needText(args[1], (name) => `replace() argument 2 must be str, not ${name}`);
  return replaceText(self, old, fresh, args[2] === undefined ? -1 : indexOf(args[2]));
};

/** str.replace with a count; negative replaces all. */
export function replaceText(text: string, old: string, fresh: string, count: number): string {
  if (count < 0 && old !== '') return text.replaceAll(old, () => fresh);
  const pieces = old === '' ? ['', ...text, ''] : text.split(old);
  const times = count < 0 ? pieces.length - 1 : Math.min(count, pieces.length - 1);
  const rest = pieces.slice(times).join(old);
  return [...pieces.slice(0, times), rest].join(fresh);
}

/** A part of the text by code points, and where it starts. */
function window(self: string, args: readonly unknown[]): { text: string; start: number } {
  const slice = new Slice(args[1], args[2], undefined);
  const text = getItem(self, slice) as string;
  const size = textLength(self);
  const first = args[1] === undefined || args[1] === null ? 0 : Number(args[1]);
  return { text, start: first < 0 ? Math.max(0, first + size) : first };
}

const find =
  (name: 'find' | 'rfind' | 'index' | 'rindex'): StrMethod =>
  (self, args) => {
    const part = needText(args[0], (type) => `must be str, not ${type}`);
    const { text, start } = window(self, args);
    const at = name.startsWith('r') ? text.lastIndexOf(part) : text.indexOf(part);
    if (at < 0) {
      if (name.endsWith('find')) return -1;
      throw new PyError('ValueError', 'substring not found');
    }
    return start + (isFlat(text) ? at : [...text.slice(0, at)].length);
  };

const count: StrMethod = (self, args) => {
  const part = needText(args[0], (type) => `must be str, not ${type}`);
  const { text } = window(self, args);
  return part === '' ? textLength(text) + 1 : text.split(part).length - 1;
};

const matchesEnd =
  (name: 'startswith' | 'endswith'): StrMethod =>
  (self, args) => {
    const { text } = window(self, args);
    const parts = args[0] instanceof Tuple ? [...args[0]] : [args[0]];
    return parts.some((part) => {
      const end = needText(part, (type) => `${name} first arg must be str or a tuple of str, not ${type}`);
      return name === 'startswith' ? text.startsWith(end) : text.endsWith(end);
    });
  };

const strip =
  (name: 'strip' | 'lstrip' | 'rstrip'): StrMethod =>
  (self, [chars = null]) => {
    const set = chars === null ? undefined : needText(chars, () => `${name} arg must be None or str`);
    return stripText(self, set, name !== 'rstrip', name !== 'lstrip');
  };

const WHITE = /[\s\x1c-\x1f\x85]/u;

/** str.strip: of white space, or of any of the given characters. */
export function stripText(text: string, chars: string | undefined, left = true, right = true): string {
  const units = [...text];
  const set = chars === undefined ? undefined : new Set(chars);
  const drop = (char: string): boolean => (set === undefined ? WHITE.test(char) : set.has(char));
  let [from, to] = [0, units.length];
  while (left && from < to && drop(units[from]!)) from++;
  while (right && to > from && drop(units[to - 1]!)) to--;
  return units.slice(from, to).join('');
}

const justify =
  (kind: 'ljust' | 'rjust' | 'center'): StrMethod =>
  (self, args) => {
    const [width, fill] = [widthOf(args[0]), fillOf(args[1])];
    const missing = width - textLength(self);
    if (missing <= 0) return self;
    if (kind === 'ljust') return self + fill.repeat(missing);
    if (kind === 'rjust') return fill.repeat(missing) + self;
    return centerText(self, width, fill);
  };

function fillOf(value: unknown): string {
  if (value === undefined) return ' ';
  const fill = needText(value, (type) => `The fill character must be a unicode character, not ${type}`);
  if (textLength(fill) !== 1)
    throw new PyError('TypeError', 'The fill character must be exactly one character long');
  return fill;
}

function widthOf(value: unknown): number {
  const width = indexOf(value);
  if (width > 100_000_000) throw new PyError('MemoryError', 'the width is too large');
  return width;
}

/** str.center: of an odd number of blanks the extra one stands where CPython puts it. */
export function centerText(text: string, width: number, fill = ' '): string {
  const missing = width - textLength(text);
  if (missing <= 0) return text;
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

const zfill: StrMethod = (self, args) => {
  const missing = widthOf(args[0]) - textLength(self);
  if (missing <= 0) return self;
  const signed = self.startsWith('-') || self.startsWith('+');
  return signed ? self[0]! + '0'.repeat(missing) + self.slice(1) : '0'.repeat(missing) + self;
};

function markOf(value: unknown): string {
  const mark = needText(value, (type) => `must be str, not ${type}`);
  if (mark === '') throw new PyError('ValueError', 'empty separator');
  return mark;
}

const partition: StrMethod = (self, args) => {
  const mark = markOf(args[0]);
  const at = self.indexOf(mark);
  return tupleOf(at < 0 ? [self, '', ''] : [self.slice(0, at), mark, self.slice(at + mark.length)]);
};

const rpartition: StrMethod = (self, args) => {
  const mark = markOf(args[0]);
  const at = self.lastIndexOf(mark);
  return tupleOf(at < 0 ? ['', '', self] : [self.slice(0, at), mark, self.slice(at + mark.length)]);
};

const expandTabs: StrMethod = (self, args, kwargs) => {
  const { tabsize } = bindArgs('expandtabs', ['tabsize'], args, kwargs);
  const size = tabsize === undefined ? 8 : indexOf(tabsize);
  const expandLine = (line: string): string =>
    line
      .split('\t')
      .reduce((done, piece) => done + (size > 0 ? ' '.repeat(size - (done.length % size)) : '') + piece);
  return self.split('\n').map(expandLine).join('\n');
};

const split =
  (right: boolean): StrMethod =>
  (self, args, kwargs) => {
    const { sep, maxsplit } = bindArgs(right ? 'rsplit' : 'split', ['sep', 'maxsplit'], args, kwargs);
    const mark =
      sep === undefined || sep === null ? undefined : needText(sep, (n) => `must be str or None, not ${n}`);
    if (mark === '') throw new PyError('ValueError', 'empty separator');
    return splitText(self, mark, maxsplit === undefined ? -1 : indexOf(maxsplit), right);
  };

const PLAIN: readonly (readonly [string, StrMethod])[] = [
  ['upper', (self) => self.toUpperCase()],
  ['lower', (self) => self.toLowerCase()],
  ['title', titleCase],
  ['capitalize', capitalize],
  ['swapcase', swapCase],
  ['casefold', casefold],
  ...strTests,
];

const cutEnd =
  (name: 'removeprefix' | 'removesuffix'): StrMethod =>
  (self, args) => {
    const part = needText(args[0], (type) => `${name}() argument must be str, not ${type}`);
    if (name === 'removeprefix') return self.startsWith(part) ? self.slice(part.length) : self;
    return part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self;
  };

/** By place or by name, as both str.encode and bytes.decode take them. */
export function codecOf(
  call: 'encode' | 'decode',
  args: readonly unknown[],
  kwargs: Kwargs,
): [encoding: string | undefined, errors: string | undefined] {
  const given = bindArgs(call, ['encoding', 'errors'], args, kwargs);
  const text = (name: 'encoding' | 'errors'): string | undefined =>
    given[name] === undefined
      ? undefined
      : needText(given[name], (type) => `${call}() argument '${name}' must be str, not ${type}`);
  return [text('encoding'), text('errors')];
}

const METHODS: readonly (readonly [string, StrMethod])[] = [
  ...PLAIN,
  ['join', join],
  ['replace', replace],
  ['find', find('find')],
  ['rfind', find('rfind')],
  ['index', find('index')],
  ['rindex', find('rindex')],
  ['count', count],
  ['startswith', matchesEnd('startswith')],
  ['endswith', matchesEnd('endswith')],
  ['strip', strip('strip')],
  ['lstrip', strip('lstrip')],
  ['rstrip', strip('rstrip')],
  ['ljust', justify('ljust')],
  ['rjust', justify('rjust')],
  ['center', justify('center')],
  ['zfill', zfill],
  ['partition', partition],
  ['rpartition', rpartition],
  ['split', split(false)],
  ['rsplit', split(true)],
  [
    'splitlines',
    (self, args, kwargs) =>
      splitLines(self, indexOf(bindArgs('splitlines', ['keepends'], args, kwargs).keepends ?? 0) !== 0),
  ],
  ['expandtabs', expandTabs],
  ['translate', translate],
  ['maketrans', makeTrans],
  ['removeprefix', cutEnd('removeprefix')],
  ['removesuffix', cutEnd('removesuffix')],
  ['encode', (self, args, kwargs) => encodeText(self, ...codecOf('encode', args, kwargs))],
];

/** The methods of str, except format, which needs the whole evaluator. */
export const strMethods: MethodTable<string> = withShapes('str', METHODS, {
  ...shaped('1', ['join', 'zfill', 'partition', 'rpartition', 'translate', 'removeprefix', 'removesuffix']),
  ...shaped('1..3', ['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith']),
  ...shaped('0-1', ['strip', 'lstrip', 'rstrip']),
  ...shaped('1-2', ['ljust', 'rjust', 'center']),
  ...shaped('sep maxsplit', ['split', 'rsplit']),
  replace: '2-3',
  maketrans: '1-3',
  splitlines: 'keepends',
  expandtabs: 'tabsize',
  encode: 'encoding errors',
});
