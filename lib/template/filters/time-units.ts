import { pyStr, type Filter } from '../../jinja/index.js';
import { filterError, numberOf, textWith, toFloat } from '../python.js';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  ms: ['ms', 'millisecond', 'msec', 'msecond'],
  s: ['s', 'sec', 'second'],
  m: ['m', 'min', 'minute'],
  h: ['h', 'hour'],
  d: ['d', 'day'],
  w: ['w', 'week'],
  mo: ['mo', 'month'],
  y: ['y', 'year'],
};
const FILTERS = {
  to_milliseconds: 'ms',
  to_seconds: 's',
  to_minutes: 'm',
  to_hours: 'h',
  to_days: 'd',
  to_weeks: 'w',
  to_months: 'mo',
  to_years: 'y',
} as const;

// as the message lists them
const SHOWN = ['ms', 's', 'h', 'm', 'd', 'w', 'mo', 'y'];

/** community.general: `1h 30m` as a number of seconds, days, … */
export const timeFilters: Readonly<Record<string, Filter>> = {
  to_time_unit: (value, args, kwargs) => convert(value, pyStr(args[0] ?? kwargs.get('unit') ?? 'ms'), kwargs),
  ...Object.fromEntries(
    Object.entries(FILTERS).map(([name, unit]): [string, Filter] => [
      name,
      (value, _args, kwargs) => convert(value, unit, kwargs),
    ]),
  ),
};

function convert(value: unknown, unit: string, kwargs: ReadonlyMap<string, unknown>): unknown {
  const unknown = [...kwargs.keys()].filter((name) => !['unit', 'year', 'month'].includes(name));
  if (unknown.length > 0)
    throw filterError(`to_time_unit() got unknown keyword arguments: ${unknown.join(', ')}`);
  const lengths = lengthsOf(numberOf(kwargs.get('month')) ?? 30, numberOf(kwargs.get('year')) ?? 365);
  const key = unitOf(unit);
  if (key === undefined) {
    const names = SHOWN.flatMap((one) => NAMES[one]!.slice(1));
    throw filterError(
      `to_time_unit() can not convert to the following unit: ${unit}. Available units (singular or plural): ${names.join(', ')}. Available short units: ${Object.keys(NAMES).join(', ')}`,
    );
  }
  const millis = textWith('split', value)
    .split(/\s+/)
    .filter(Boolean)
    .reduce((sum, word) => sum + millisOf(word, pyStr(value), lengths), 0);
  return toFloat(Number((millis / lengths[key]!).toFixed(12)));
}

function lengthsOf(monthDays: number, yearDays: number): Readonly<Record<string, number>> {
  const day = 86_400_000;
  return {
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: day,
    w: 7 * day,
    mo: monthDays * day,
    y: yearDays * day,
  };
}

const unitOf = (name: string): string | undefined => {
  const single = name.toLowerCase();
  return Object.keys(NAMES).find(
    (key) => NAMES[key]!.includes(single) || NAMES[key]!.slice(1).includes(single.replace(/s$/, '')),
  );
};

function millisOf(word: string, whole: string, lengths: Readonly<Record<string, number>>): number {
  const found = /^(-?\d+)([A-Za-z]+)$/.exec(word);
  const unit = found ? unitOf(found[2]!) : undefined;
  if (!found || unit === undefined)
    throw filterError(`to_time_unit() can not interpret following string: ${whole}`);
  return Number(found[1]) * lengths[unit]!;
}
