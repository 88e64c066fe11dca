import type { Value } from '../../core/value.js';
import { demand, pyStr, type Filter } from '../../jinja/index.js';
import { filterError, isText, numberOf } from '../python.js';

/** MAC addresses in the ways of writing that vendors have. */
export const hardwareFilters: Readonly<Record<string, Filter>> = {
  hwaddr: (value, args) => hardware('hwaddr', demand(value), args[0]),
  macaddr: (value, args) => hardware('macaddr', demand(value), args[0]),
};

function hardware(name: string, value: unknown, query: unknown): Value {
  const kind = query === undefined ? '' : pyStr(query);
  const digits = macDigits(value);
  const known = Object.hasOwn(WRITINGS, kind) ? WRITINGS[kind]! : undefined;
  if (!known && kind !== '' && kind !== 'bool') throw filterError(`${name}: unknown filter type: ${kind}`);
  if (digits === undefined) {
    if (known) throw filterError(`${name}: not a hardware address: ${pyStr(value)}`);
    return kind === 'bool' ? null : false;
  }
  if (kind === '') return value as Value;
  return kind === 'bool' ? true : known!(digits);
}

/** Twelve hexadecimal digits, or undefined when the value is no MAC address. */
export function macDigits(value: unknown): string | undefined {
  const number = numberOf(value);
  if (number !== undefined && typeof value !== 'boolean')
    return BigInt(number).toString(16).padStart(12, '0');
  if (!isText(value)) return undefined;
  const text = pyStr(value).toLowerCase();
  if (/^[0-9a-f]{12}$/.test(text)) return text;
  for (const [separator, count] of [
    [':', 6],
    ['-', 6],
    ['.', 3],
    ['-', 2],
    [':', 2],
    [':', 3],
    ['-', 3],
  ] as const) {
    const parts = text.split(separator);
    const size = 12 / count;
    if (parts.length === count && parts.every((part) => /^[0-9a-f]+$/.test(part) && part.length <= size))
      return parts.map((part) => part.padStart(size, '0')).join('');
  }
  return undefined;
}

const grouped = (digits: string, size: number, separator: string): string =>
  digits.match(new RegExp(`.{${size}}`, 'g'))!.join(separator);
const unix = (digits: string): string => grouped(digits, 2, ':').replace(/(^|:)0/g, '$1');

const WRITINGS: Readonly<Record<string, (digits: string) => string>> = {
  bare: (digits) => digits.toUpperCase(),
  cisco: (digits) => grouped(digits, 4, '.'),
  linux: (digits) => grouped(digits, 2, ':'),
  unix,
  pgsql: (digits) => grouped(digits, 6, ':'),
  psql: (digits) => grouped(digits, 6, ':'),
  postgresql: (digits) => grouped(digits, 6, ':'),
  eui48: (digits) => grouped(digits, 2, '-').toUpperCase(),
  win: (digits) => grouped(digits, 2, '-').toUpperCase(),
};
