/**
 * The names a host pattern of an inventory stands for: `n[01:03]` → n01, n02, n03; `[a:c]x`, `[0:9:3]`.
 *
 * @throws RangeError for a range that has no end, goes backwards or has ends of different width
 */
export function expandRange(pattern: string): string[] {
  if (!pattern.includes('[')) return [pattern];
  const found = /^([^[]*)\[([^\]]*:[^\]]*)\](.*)$/s.exec(pattern);
  if (!found) throw new RangeError(`the brackets in '${pattern}' are no range: write [first:last]`);
  const [, head, range, tail] = found;
  const tails = expandRange(tail!);
  return membersOf(range!).flatMap((member) => tails.map((rest) => head! + member + rest));
}

function membersOf(range: string): string[] {
  const [first = '', last = '', stepText = '1', ...extra] = range.split(':');
  const step = Number(stepText);
  if (extra.length > 0)
    throw new RangeError(`the range [${range}] has too many parts: write [first:last:step]`);
  if (last === '') throw new RangeError(`the range [${range}] has no end`);
  if (!Number.isInteger(step) || step < 1)
    throw new RangeError(`the range [${range}] has a step that is not a positive number`);
  if (/^[a-zA-Z]$/.test(first)) return letters(first, last, step, range);
  return numbers(first === '' ? '0' : first, last, step, range);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function letters(first: string, last: string, step: number, range: string): string[] {
  const [from, to] = [alphabet.indexOf(first), alphabet.indexOf(last)];
  if (last.length !== 1 || to === -1 || from > to)
    throw new RangeError(`the range [${range}] goes backwards or nowhere`);
  return [...alphabet.slice(from, to + 1)].filter((_, index) => index % step === 0);
}

function numbers(first: string, last: string, step: number, range: string): string[] {
  if (!/^-?\d+$/.test(first) || !/^-?\d+$/.test(last))
    throw new RangeError(`the range [${range}] needs two numbers or two letters`);
  const width = first.length > 1 && first.startsWith('0') ? first.length : 0;
  if (width > 0 && width !== last.length)
    throw new RangeError(`the ends of the range [${range}] must have the same width`);
  const [from, to] = [Number(first), Number(last)];
  if (from > to) throw new RangeError(`the range [${range}] goes backwards`);
  const count = Math.floor((to - from) / step) + 1;
  if (count > 1_000_000) throw new RangeError(`the range [${range}] has more than a million members`);
  return Array.from({ length: count }, (_, index) => String(from + index * step).padStart(width, '0'));
}
