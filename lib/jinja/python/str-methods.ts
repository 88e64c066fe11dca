import { bindArgs } from './bind-args.js';
import { casefold, capitalize, swapCase, titleCase } from './letter-case.js';
import type { Method, MethodTable } from './methods.js';
import { indexOf } from './index-of.js';
import { Undefined } from './undefined.js';
import { isIterable, pyIterate } from './iterate.js';
import { PyError } from './py-error.js';
import { Slice, getItem } from './get-item.js';
import { tupleOf } from './sequences.js';
import { splitLines, splitText } from './split-text.js';
import { strTests } from './str-tests.js';
import { isFlat, textLength, textOf } from './text.js';
import { typeName } from './type-name.js';
import { Tuple, isDict } from '../../core/value.js';

type StrMethod = Method<string>;

const needText = (value: unknown, message: (name: string) => string): string => {
  const text = textOf(value);
  if (text === undefined) throw new PyError('TypeError', message(typeName(value)));
  return text;
};

const join: StrMethod = (self, args) => {
  const { iterable } = bindArgs('str.join', ['iterable*'], args, new Map());
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

const replace: StrMethod = (self, args, kwargs) => {
  if (args.length < 2)
    throw new PyError('TypeError', `replace expected at least 2 arguments, got ${args.length}`);
  const bound = bindArgs('replace', ['old*', 'new*', 'count'], args, kwargs);
  const old = needText(bound.old, (name) => `replace() argument 1 must be str, not ${name}`);
  const fresh = needText(bound.new, (name) => `replace() argument 2 must be str, not ${name}`);
  const count = bound.count === undefined ? -1 : Number(bound.count);
  return replaceText(self, old, fresh, count);
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
  (left: boolean, right: boolean): StrMethod =>
  (self, args) =>
    stripText(self, args[0] === undefined || args[0] === null ? undefined : textOf(args[0]), left, right);

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
    const [width, fill] = [widthOf(args[0]), args[1] === undefined ? ' ' : textOf(args[1])!];
    const missing = width - textLength(self);
    if (missing <= 0) return self;
    if (kind === 'ljust') return self + fill.repeat(missing);
    if (kind === 'rjust') return fill.repeat(missing) + self;
    return centerText(self, width, fill);
  };

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

const partition: StrMethod = (self, args) => {
  const mark = needText(args[0], (type) => `must be str, not ${type}`);
  const at = self.indexOf(mark);
  return tupleOf(at < 0 ? [self, '', ''] : [self.slice(0, at), mark, self.slice(at + mark.length)]);
};

const rpartition: StrMethod = (self, args) => {
  const mark = needText(args[0], (type) => `must be str, not ${type}`);
  const at = self.lastIndexOf(mark);
  return tupleOf(at < 0 ? ['', '', self] : [self.slice(0, at), mark, self.slice(at + mark.length)]);
};

const translate: StrMethod = (self, args) => {
  const table = args[0];
  if (!isDict(table)) return self;
  return [...self]
    .map((char) => {
      const value = table.get(char.codePointAt(0)!);
      if (value === undefined) return char;
      return value === null
        ? ''
        : typeof value === 'number'
          ? String.fromCodePoint(value)
          : (textOf(value) ?? char);
    })
    .join('');
};

const makeTrans: StrMethod = (_self, [from, to, gone]) => {
  if (to === undefined && isDict(from)) {
    const codes = [...from].map(([key, value]) => [textOf(key)?.codePointAt(0) ?? key, value] as const);
    return new Map<unknown, unknown>(codes);
  }
  const [left, right, dropped] = [from, to, gone ?? ''].map((part, n) => [
    ...needText(part, (type) => `maketrans() argument ${n + 1} must be str, not ${type}`),
  ]) as [string[], string[], string[]];
  if (left.length !== right.length)
    throw new PyError('ValueError', 'the first two maketrans arguments must have equal length');
  const table = new Map<unknown, unknown>(
    left.map((char, n) => [char.codePointAt(0)!, right[n]!.codePointAt(0)!]),
  );
  for (const char of dropped) table.set(char.codePointAt(0)!, null);
  return table;
};

const expandTabs: StrMethod = (self, args, kwargs) => {
  const { tabsize } = bindArgs('expandtabs', ['tabsize'], args, kwargs);
  const size = tabsize === undefined ? 8 : Number(tabsize);
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
    return splitText(self, mark, maxsplit === undefined ? -1 : Number(maxsplit), right);
  };

// upper(1) and the like
const noArguments = ([name, method]: readonly [string, StrMethod]): [string, StrMethod] => [
  name,
  (self, args, kwargs, context) => {
    const given = args.length + kwargs.size;
    if (given > 0) throw new PyError('TypeError', `str.${name}() takes no arguments (${given} given)`);
    return method(self, args, kwargs, context);
  },
];

const PLAIN: readonly (readonly [string, StrMethod])[] = [
  ['upper', (self) => self.toUpperCase()],
  ['lower', (self) => self.toLowerCase()],
  ['title', titleCase],
  ['capitalize', capitalize],
  ['swapcase', swapCase],
  ['casefold', casefold],
  ...strTests,
];

/** The methods of str, except format, which needs the whole evaluator. */
export const strMethods: MethodTable<string> = new Map<string, StrMethod>([
  ...PLAIN.map(noArguments),
  ['join', join],
  ['replace', replace],
  ['find', find('find')],
  ['rfind', find('rfind')],
  ['index', find('index')],
  ['rindex', find('rindex')],
  ['count', count],
  ['startswith', matchesEnd('startswith')],
  ['endswith', matchesEnd('endswith')],
  ['strip', strip(true, true)],
  ['lstrip', strip(true, false)],
  ['rstrip', strip(false, true)],
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
      splitLines(self, Boolean(bindArgs('splitlines', ['keepends'], args, kwargs).keepends)),
  ],
  ['expandtabs', expandTabs],
  ['translate', translate],
  ['maketrans', makeTrans],
  [
    'removeprefix',
    (self, [part]) => (self.startsWith(textOf(part)!) ? self.slice(textOf(part)!.length) : self),
  ],
  [
    'removesuffix',
    (self, [part]) =>
      textOf(part) !== '' && self.endsWith(textOf(part)!) ? self.slice(0, -textOf(part)!.length) : self,
  ],
  ['encode', (self) => new Uint8Array(Buffer.from(self, 'utf8'))],
]);
