import { TsplayError } from '../../lib/core/problem.js';

/** A time in the user's strptime format as `touch -t` takes it; `now` and `preserve` stay. */
export function touchTime(time: string | undefined, format: string): string | undefined {
  if (time === undefined || time === 'now' || time === 'preserve') return time;
  const parts = readTime(time, format);
  if (!parts) {
    throw new TsplayError({
      code: 'bad-time',
      message: `Error while obtaining timestamp for time ${time} using format ${format}`,
    });
  }
  const get = (letter: string, fallback: string): string => parts.get(letter) ?? fallback;
  return `${get('Y', '1970')}${get('m', '01')}${get('d', '01')}${get('H', '00')}${get('M', '00')}.${get('S', '00')}`;
}

function readTime(time: string, format: string): Map<string, string> | undefined {
  const letters: string[] = [];
  const pattern = format.replace(/%([YmdHMS%])|[.*+?^${}()|[\]\\/]/g, (all: string, letter?: string) => {
    if (letter === undefined) return `\\${all}`;
    if (letter === '%') return '%';
    letters.push(letter);
    return letter === 'Y' ? '(\\d{4})' : '(\\d{1,2})';
  });
  const found = new RegExp(`^${pattern}$`).exec(time);
  return found ? new Map(letters.map((letter, i) => [letter, found[i + 1]!.padStart(2, '0')])) : undefined;
}
