import { DAYS, MONTHS } from './calendar-names.js';

interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly yearDay: number;
  /** Minutes east of Greenwich; a time without a zone has none. */
  readonly offset: number | undefined;
  readonly zoneName: string;
  readonly millis: number;
  /** Only Python's datetime has them. */
  readonly microseconds: number | undefined;
}

export interface TimeOptions {
  /** `naive`: as `utc`, but the text has no zone. Default local. */
  readonly zone?: 'utc' | 'local' | 'naive';
  readonly microseconds?: number;
  /** Minutes east of Greenwich of a `naive` clock that has a place. */
  readonly offset?: number;
}

/**
 * glibc's strftime in the C locale, with its flags and widths (`%-d`, `%_H`, `%^a`, `%5Y`).
 *
 * @example
 * strftime('%Y-%m-%d', 0, { zone: 'utc' }); // '1970-01-01'
 *
 * @param millis since the epoch
 */
export function strftime(format: string, millis: number, options: TimeOptions = {}): string {
  const clock = clockOf(millis, options);
  return format.replace(CONVERSION, (all, flags: string, width: string, letter: string) =>
    Object.hasOwn(FIELDS, letter) && !(letter === 'f' && clock.microseconds === undefined)
      ? adjusted(FIELDS[letter]!(clock), letter, flags, Number(width))
      : all,
  );
}

const CONVERSION = /%([-_0^#]*)(\d*)[EO]?([a-zA-Z%])/g;

function clockOf(millis: number, { zone = 'local', microseconds, offset }: TimeOptions): Clock {
  const ahead = zone === 'local' ? -new Date(millis).getTimezoneOffset() : 0;
  const local = new Date(millis + ahead * 60_000);
  const start = Date.UTC(local.getUTCFullYear(), 0, 1);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay(),
    yearDay: Math.floor((local.getTime() - start) / 86_400_000),
    offset: zone === 'naive' ? offset : ahead,
    zoneName: zone === 'local' ? zoneName(ahead, millis) : fixedZoneName(offset ?? 0),
    millis,
    microseconds,
  };
}

// `-` drops the padding, `_` and `0` choose it, `^` and `#` change the case
function adjusted(shown: string, letter: string, flags: string, width: number): string {
  const isNumber = /^[ \d]+$/.test(shown);
  let text = shown;
  if (isNumber && /[-_0]/.test(flags)) {
    const digits = text.replace(/^[0 ]+(?=\d)/, '');
    const flag = flags.replace(/[^-_0]/g, '').at(-1);
    text = flag === '-' ? digits : digits.padStart(Math.max(text.length, width), flag === '_' ? ' ' : '0');
  }
  if (flags.includes('^')) text = text.toUpperCase();
  if (flags.includes('#')) text = letter === 'Z' || letter === 'p' ? text.toLowerCase() : text.toUpperCase();
  return text.padStart(width, isNumber && !flags.includes('_') ? '0' : ' ');
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const twelve = (hour: number): number => hour % 12 || 12;

const FIELDS: Readonly<Record<string, (clock: Clock) => string>> = {
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
  f: (c) => pad(c.microseconds ?? 0, 6),
  p: (c) => (c.hour < 12 ? 'AM' : 'PM'),
  P: (c) => (c.hour < 12 ? 'am' : 'pm'),
  k: (c) => String(c.hour).padStart(2),
  l: (c) => String(twelve(c.hour)).padStart(2),
  r: (c) => `${FIELDS.I!(c)}:${FIELDS.M!(c)}:${FIELDS.S!(c)} ${FIELDS.p!(c)}`,
  g: (c) => pad(isoWeek(c).year % 100),
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
  x: (c) => FIELDS.D!(c),
  X: (c) => FIELDS.T!(c),
  c: (c) => `${FIELDS.a!(c)} ${FIELDS.b!(c)} ${FIELDS.e!(c)} ${FIELDS.T!(c)} ${FIELDS.Y!(c)}`,
  z: (c) => (c.offset === undefined ? '' : zoneText(c.offset)),
  Z: (c) => (c.offset === undefined ? '' : c.zoneName),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

function isoWeek(clock: Clock): { year: number; week: number } {
  const thursday = new Date(Date.UTC(clock.year, clock.month, clock.day + 4 - (clock.weekday || 7)));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7) };
}

const fixedZoneName = (offset: number): string =>
  offset === 0 ? 'UTC' : `UTC${zoneText(offset).replace(/(\d\d)$/, ':$1')}`;

const zoneText = (offset: number): string => {
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`;
};

function zoneName(offset: number, millis: number): string {
  if (offset === 0) return 'UTC';
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(millis);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}
