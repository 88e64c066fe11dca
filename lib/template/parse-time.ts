import { DAYS, minutesOf, MONTHS, PyError, pyRepr, type ClockTime } from '../jinja/index.js';

const PATTERNS: Readonly<Record<string, string>> = {
  Y: '(\\d{4})',
  m: '(1[0-2]|0?[1-9])',
  d: '(3[01]|[12]\\d|0?[1-9])',
  H: '(2[0-3]|[01]?\\d)',
  I: '(1[0-2]|0?[1-9])',
  M: '([0-5]?\\d)',
  S: '(6[01]|[0-5]?\\d)',
  f: '(\\d{1,6})',
  y: '(\\d{2})',
  j: '(\\d{1,3})',
  p: '(AM|PM)',
  z: '([+-]\\d{2}:?\\d{2}|Z)',
  Z: '(UTC|GMT)',
  b: `(${MONTHS.map((month) => month.slice(0, 3)).join('|')})`,
  B: `(${MONTHS.join('|')})`,
  a: `(${DAYS.map((day) => day.slice(0, 3)).join('|')})`,
  A: `(${DAYS.join('|')})`,
};

/** What a clock shows, of a text in a strptime format. Raises Python's ValueError. */
export function parseTime(text: string, format: string): ClockTime {
  const order: string[] = [];
  const source = format
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T/g, '%H:%M:%S')
    .replace(
      /%([a-zA-Z%])|([.*+?^${}()|[\]\\])|\s+/g,
      (_all, letter: string | undefined, special: string | undefined) => {
        if (special !== undefined) return `\\${special}`;
        if (letter === undefined) return '\\s+';
        if (letter === '%') return '%';
        if (!Object.hasOwn(PATTERNS, letter))
          throw new PyError('ValueError', `'${letter}' is a bad directive in format ${pyRepr(format)}`);
        order.push(letter);
        return PATTERNS[letter]!;
      },
    );
  const found = new RegExp(`^${source}`, 'i').exec(text);
  if (!found)
    throw new PyError('ValueError', `time data ${pyRepr(text)} does not match format ${pyRepr(format)}`);
  if (found[0].length < text.length)
    throw new PyError('ValueError', `unconverted data remains: ${text.slice(found[0].length)}`);
  return fieldsToTime(new Map(order.map((letter, n) => [letter, found[n + 1]!])));
}

function fieldsToTime(fields: ReadonlyMap<string, string>): ClockTime {
  const number = (letter: string, otherwise: number): number =>
    fields.has(letter) ? Number(fields.get(letter)) : otherwise;
  const short = number('y', 0);
  const year = fields.has('y') ? (short < 69 ? 2000 : 1900) + short : number('Y', 1900);
  const named = (fields.get('b') ?? fields.get('B'))?.slice(0, 3).toLowerCase();
  const month = named
    ? MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === named)
    : number('m', 1) - 1;
  const half = fields.get('p')?.toUpperCase();
  const hour = fields.has('I') ? (number('I', 0) % 12) + (half === 'PM' ? 12 : 0) : number('H', 0);
  const day = fields.has('j') ? number('j', 1) : number('d', 1);
  const millis = Date.UTC(year, fields.has('j') ? 0 : month, day, hour, number('M', 0), number('S', 0));
  const zone = fields.get('z');
  return {
    millis,
    microseconds: Number((fields.get('f') ?? '').padEnd(6, '0')),
    ...(zone === undefined ? {} : { offset: minutesOf(zone) }),
  };
}
