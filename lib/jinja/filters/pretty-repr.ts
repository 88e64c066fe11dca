import { isDict, Tuple } from '../../core/value.js';
import { pyOrder } from '../python/compare.js';
import { PyError } from '../python/py-error.js';
import { pyRepr } from '../python/repr.js';
import { splitLines } from '../python/split-text.js';
import { textOf } from '../python/text.js';

const WIDTH = 80;

/** pprint.pformat: repr with sorted keys, one item per line where it does not fit. */
export function prettyRepr(value: unknown, indent = 0, allowance = 0, isTop = true): string {
  const flat = pyRepr(sortedCopy(value));
  if (flat.length <= WIDTH - indent - allowance) return flat;
  if (isDict(value) && value.size > 0) return prettyDict(value, indent, allowance);
  if (Array.isArray(value) && value.length > 0) return prettyList(value, indent, allowance);
  const text = textOf(value);
  return text === undefined ? flat : prettyText(text, indent, allowance, isTop);
}

function prettyDict(dict: ReadonlyMap<unknown, unknown>, indent: number, allowance: number): string {
  const pairs = sortPairs(dict);
  const lines = pairs.map(([key, value], index) => {
    const name = pyRepr(key);
    const room = index === pairs.length - 1 ? allowance + 1 : 1;
    return `${name}: ${prettyRepr(value, indent + 1 + name.length + 2, room, false)}`;
  });
  return `{${lines.join(`,\n${' '.repeat(indent + 1)}`)}}`;
}

function prettyList(items: readonly unknown[], indent: number, allowance: number): string {
  const [open, close] = items instanceof Tuple ? ['(', items.length === 1 ? ',)' : ')'] : ['[', ']'];
  const lines = Array.from(items, (item, index) =>
    prettyRepr(item, indent + 1, index === items.length - 1 ? allowance + close.length : 1, false),
  );
  return open + lines.join(`,\n${' '.repeat(indent + 1)}`) + close;
}

// a long text as pieces of whole words, in parentheses when nothing stands around it
function prettyText(text: string, indent: number, allowance: number, isTop: boolean): string {
  const [column, room] = isTop ? [indent + 1, allowance + 1] : [indent, allowance];
  const lines = splitLines(text, true);
  const pieces = lines.flatMap((line, n) =>
    linePieces(line, WIDTH - column, n === lines.length - 1 ? room : 0),
  );
  if (pieces.length === 1) return pieces[0]!;
  const body = pieces.join(`\n${' '.repeat(column)}`);
  return isTop ? `(${body})` : body;
}

function linePieces(line: string, width: number, room: number): string[] {
  if (pyRepr(line).length <= width - room) return [pyRepr(line)];
  const words = line.match(/\S*\s*/gu)!.slice(0, -1);
  const pieces: string[] = [];
  let piece = '';
  words.forEach((word, n) => {
    const most = n === words.length - 1 ? width - room : width;
    if (pyRepr(piece + word).length <= most) piece += word;
    else {
      if (piece !== '') pieces.push(pyRepr(piece));
      piece = word;
    }
  });
  return piece === '' ? pieces : [...pieces, pyRepr(piece)];
}

function sortPairs(dict: ReadonlyMap<unknown, unknown>): [unknown, unknown][] {
  const pairs = [...dict];
  try {
    return pairs.sort(([a], [b]) => pyOrder(a, b));
  } catch (error) {
    if (error instanceof PyError) return [...dict];
    throw error;
  }
}

function sortedCopy(value: unknown): unknown {
  if (isDict(value)) return new Map(sortPairs(value).map(([key, item]) => [key, sortedCopy(item)]));
  if (!Array.isArray(value) || value instanceof Tuple) return value;
  return value.map(sortedCopy);
}
