import type { Value } from '../../core/value.js';
import { pyBinary, pyRepr, pyStr } from '../../jinja/index.js';
import { LookupError } from '../lookup-error.js';
import { parseTerm } from '../parse-term.js';
import { isText, typeName } from '../python.js';
import type { Lookup } from '../templar.js';

interface Wanted {
  start: number;
  end: number | undefined;
  count: number | undefined;
  stride: number;
  format: string;
}

const SHORT = /^(?:(0?x?[0-9a-f]+)-)?(0?x?[0-9a-f]+)(?:\/(0?x?[0-9a-f]+))?(?::(.+))?$/i;

/** `start=1 end=9 stride=2 format=x%02d` and its short form `1-9/2:x%02d`. */
export const sequence: Lookup = ({ terms }) => {
  return terms.flatMap((term) => {
    const wanted: Wanted = { start: 1, end: undefined, count: undefined, stride: 1, format: '%d' };
    if (!isText(term)) throw new LookupError(notText(term));
    const text = pyStr(term);
    if (!readShort(wanted, text)) readLong(wanted, parseTerm(text));
    return numbers(wanted);
  });
};

const notText = (term: Value): string =>
  `unknown error parsing with_sequence arguments: ${pyRepr(term)}. Error was: expected string or bytes-like object, got '${typeName(term)}'`;

function readShort(wanted: Wanted, text: string): boolean {
  const found = SHORT.exec(text);
  if (!found) return false;
  const [, start, end, stride, format] = found;
  wanted.start = integer('start', start ?? '1');
  wanted.end = integer('end', end!);
  wanted.stride = integer('stride', stride ?? '1');
  if (format !== undefined) wanted.format = format;
  return true;
}

function readLong(wanted: Wanted, given: ReadonlyMap<string, string>): void {
  for (const key of ['start', 'end', 'count', 'stride'] as const) {
    const text = given.get(key);
    if (text === undefined) continue;
    wanted[key] = integer(key, text);
  }
  wanted.format = given.get('format') ?? wanted.format;
  const unknown = [...given.keys()].filter(
    (key) => !['start', 'end', 'count', 'stride', 'format'].includes(key),
  );
  if (unknown.length > 0)
    throw new LookupError(`unrecognized arguments to with_sequence: ${pyRepr(unknown)}`);
}

function integer(key: string, text: string): number {
  const value = intOf(text);
  if (value === undefined) throw new LookupError(`can't parse ${key}=${text} as integer`);
  return value;
}

// Python's int(text, 0)
function intOf(text: string): number | undefined {
  if (!/^[-+]?(?:0x[0-9a-f]+|0o[0-7]+|0b[01]+|0+|[1-9]\d*)$/i.test(text)) return undefined;
  return text.startsWith('-') ? -Number(text.slice(1)) : Number(text.replace('+', ''));
}

function numbers(wanted: Wanted): Value[] {
  const end = endOf(wanted);
  if (end === undefined) return [];
  const { start, stride, format } = wanted;
  if (stride > 0 && end < start) throw new LookupError('to count backwards make stride negative');
  if (stride < 0 && end > start) throw new LookupError("to count forward don't make stride negative");
  if (stride === 0) return [];
  if ((format.match(/%/g) ?? []).length !== 1) throw new LookupError(`bad formatting string: ${format}`);
  const out: Value[] = [];
  for (let n = start; stride > 0 ? n <= end : n >= end; n += stride) out.push(formatNumber(format, n));
  return out;
}

function endOf({ start, end, count, stride }: Wanted): number | undefined {
  if (count === undefined && end === undefined)
    throw new LookupError('must specify count or end in with_sequence');
  if (count !== undefined && end !== undefined)
    throw new LookupError("can't specify both count and end in with_sequence");
  if (count === undefined) return end;
  return count === 0 ? undefined : start + count * stride - 1;
}

function formatNumber(format: string, n: number): string {
  try {
    return pyStr(pyBinary('%', format, n));
  } catch {
    throw new LookupError(`problem formatting ${n} with ${pyRepr(format)}`);
  }
}
