import { PyError, pyRepr } from '../jinja/index.js';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly yearDay: number;
  readonly offset: number;
  readonly millis: number;
}

/** C's strftime in the C locale. `millis` is the time since the epoch. */
export function formatTime(format: string, millis: number, utc: boolean, microseconds = 0): string {
  const date = new Date(millis);
  const offset = utc ? 0 : -date.getTimezoneOffset();
  const local = new Date(millis + offset * 60_000);
  const start = Date.UTC(local.getUTCFullYear(), 0, 1);
  const clock: Clock = {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay(),
    yearDay: Math.floor((local.getTime() - start) / 86_400_000),
    offset,
    millis,
  };
  return format.replace(/%(-?)([a-zA-Z%])/g, (all, dash: string, letter: string) => {
    const shown = Object.hasOwn(FIELDS, letter) ? FIELDS[letter]!(clock, microseconds) : all;
    return dash ? shown.replace(/^[0 ]+(?=\d)/, '') : shown;
  });
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const twelve = (hour: number): number => hour % 12 || 12;

const FIELDS: Readonly<Record<string, (clock: Clock, microseconds: number) => string>> = {
  Y: (c) => pad(c.year, 4),
  y: (c) => pad(c.year % 100),
  C: (c) => pad(Math.floor(c.year / 100)),
  m: (c) => pad(c.month + 1),
  d: (c) => pad(c.day),
  e: (c) => String(c.day).padStart(2),
  H: (c) => pad(c.hour),
  I: (c) => pad(twelve(c.hour)),
  M: (c) => pad(c.minute),
  S: (c) => pad(c.second),
  f: (_c, microseconds) => pad(microseconds, 6),
  p: (c) => (c.hour < 12 ? 'AM' : 'PM'),
  j: (c) => pad(c.yearDay + 1, 3),
  w: (c) => String(c.weekday),
  u: (c) => String(c.weekday || 7),
  a: (c) => DAYS[c.weekday]!.slice(0, 3),
  A: (c) => DAYS[c.weekday]!,
  b: (c) => MONTHS[c.month]!.slice(0, 3),
  B: (c) => MONTHS[c.month]!,
  h: (c) => MONTHS[c.month]!.slice(0, 3),
  U: (c) => pad(Math.floor((c.yearDay + 7 - c.weekday) / 7)),
  W: (c) => pad(Math.floor((c.yearDay + 7 - ((c.weekday + 6) % 7)) / 7)),
  V: (c) => pad(isoWeek(c).week),
  G: (c) => String(isoWeek(c).year),
  s: (c) => String(Math.floor(c.millis / 1000)),
  F: (c) => `${pad(c.year, 4)}-${pad(c.month + 1)}-${pad(c.day)}`,
  T: (c) => `${pad(c.hour)}:${pad(c.minute)}:${pad(c.second)}`,
  R: (c) => `${pad(c.hour)}:${pad(c.minute)}`,
  D: (c) => `${pad(c.month + 1)}/${pad(c.day)}/${pad(c.year % 100)}`,
  x: (c) => FIELDS.D!(c, 0),
  X: (c) => FIELDS.T!(c, 0),
  c: (c) => `${FIELDS.a!(c, 0)} ${FIELDS.b!(c, 0)} ${FIELDS.e!(c, 0)} ${FIELDS.T!(c, 0)} ${FIELDS.Y!(c, 0)}`,
  z: (c) =>
    `${c.offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(c.offset) / 60))}${pad(Math.abs(c.offset) % 60)}`,
  Z: (c) => (c.offset === 0 ? 'UTC' : (new Date(c.millis).toTimeString().match(/\((.*)\)/)?.[1] ?? '')),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

function isoWeek(clock: Clock): { year: number; week: number } {
  const thursday = new Date(Date.UTC(clock.year, clock.month, clock.day + 4 - (clock.weekday || 7)));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7) };
}

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
  b: `(${MONTHS.map((month) => month.slice(0, 3)).join('|')})`,
  B: `(${MONTHS.join('|')})`,
  a: `(${DAYS.map((day) => day.slice(0, 3)).join('|')})`,
  A: `(${DAYS.join('|')})`,
};

/** Milliseconds (as if UTC) and microseconds of a text in a strptime format. Raises Python's ValueError. */
export function parseTime(text: string, format: string): { millis: number; microseconds: number } {
  const order: string[] = [];
  const source = format
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T/g, '%H:%M:%S')
    .replace(
      /%([a-zA-Z%])|([.*+?^${}()|[\]\\])|\s+/g,
      (all, letter: string | undefined, special: string | undefined) => {
        if (special !== undefined) return `\\${special}`;
        if (letter === undefined) return '\\s+';
        if (!Object.hasOwn(PATTERNS, letter)) return letter === '%' ? '%' : all;
        order.push(letter);
        return PATTERNS[letter]!;
      },
    );
  const found = new RegExp(`^${source}$`, 'i').exec(text);
  if (!found)
    throw new PyError('ValueError', `time data ${pyRepr(text)} does not match format ${pyRepr(format)}`);
  return fieldsToTime(new Map(order.map((letter, n) => [letter, found[n + 1]!])));
}

function fieldsToTime(fields: ReadonlyMap<string, string>): { millis: number; microseconds: number } {
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
  return { millis, microseconds: Number((fields.get('f') ?? '').padEnd(6, '0')) };
}
