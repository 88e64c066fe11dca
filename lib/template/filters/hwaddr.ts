import type { Value } from '../../core/value.js';
import { demand, makeInt, pyStr, type Filter } from '../../jinja/index.js';
import { filterError } from '../python.js';
import { specified } from '../specified.js';

/** MAC addresses in the ways of writing that vendors have. */
export const hardwareFilters: Readonly<Record<string, Filter>> = {
  hwaddr: specified(['value', 'query', 'alias'], ({ value, query, alias }) =>
    hardware(alias === undefined ? 'hwaddr' : pyStr(alias), demand(value), query),
  ),
  macaddr: specified(['value', 'query'], ({ value, query }) => hardware('macaddr', demand(value), query)),
};

function hardware(name: string, value: unknown, query: unknown): Value {
  const kind = query === undefined ? '' : pyStr(query);
  const text = pyStr(value);
  const eui = euiOf(text);
  if (!eui && kind !== '' && kind !== 'bool') throw filterError(`${name}: not a hardware address: ${text}`);
  if (kind === '') return eui ? text : null;
  if (kind === 'bool') return eui ? true : null;
  if (kind === 'int') return makeInt(eui!.value);
  if (!Object.hasOwn(WRITINGS, kind)) throw filterError(`${name}: unknown filter type: ${kind}`);
  return written(eui!, kind);
}

function written({ value }: Eui, kind: string): string {
  if (value >= 1n << 48n) throw filterError(`integer out of bounds: '0x${value.toString(16)}'!`);
  return WRITINGS[kind]!(value.toString(16).padStart(12, '0'));
}

/** The number behind a MAC address (48 bits) or an EUI-64. */
export interface Eui {
  readonly value: bigint;
  readonly bits: 48 | 64;
}

/** What netaddr takes for a hardware address: any of the usual writings, or a number. */
export function euiOf(text: string): Eui | undefined {
  if (/^\d+$/.test(text) && text.length !== 12 && text.length !== 11) return numbered(BigInt(text));
  for (const [bits, pattern, size] of WAYS) {
    const parts = pattern.exec(text)?.slice(1);
    if (parts) return { bits, value: BigInt(`0x${parts.map((part) => part.padStart(size, '0')).join('')}`) };
  }
  return undefined;
}

const numbered = (value: bigint): Eui | undefined =>
  value < 1n << 64n ? { value, bits: value < 1n << 48n ? 48 : 64 } : undefined;

/** A MAC address gets `fffe` in its middle. */
export const eui64Of = ({ value, bits }: Eui): bigint =>
  bits === 64 ? value : ((value >> 24n) << 40n) | (0xfffen << 24n) | (value & 0xffffffn);

type Way = readonly [bits: 48 | 64, pattern: RegExp, digits: number];

const way = (bits: 48 | 64, separator: string, count: number, least: number, most: number): Way => [
  bits,
  new RegExp(`^${Array<string>(count).fill(`([0-9a-f]{${least},${most}})`).join(separator)}$`, 'i'),
  most,
];
const WAYS: readonly Way[] = [
  way(48, ':', 6, 1, 2),
  way(48, '-', 6, 1, 2),
  way(48, ':', 3, 1, 4),
  way(48, '-', 3, 1, 4),
  way(48, '\\.', 3, 1, 4),
  way(48, '-', 2, 5, 6),
  way(48, ':', 2, 5, 6),
  way(48, '', 1, 11, 12),
  way(64, ':', 8, 1, 2),
  way(64, '-', 8, 1, 2),
  way(64, ':', 4, 1, 4),
  way(64, '-', 4, 1, 4),
  way(64, '\\.', 4, 1, 4),
  way(64, '', 1, 16, 16),
];

const grouped = (digits: string, size: number, separator: string): string =>
  digits.match(new RegExp(`.{${size}}`, 'g'))!.join(separator);
const unix = (digits: string): string => grouped(digits, 2, ':').replace(/(^|:)0/g, '$1');
const pgsql = (digits: string): string => grouped(digits, 6, ':');
const win = (digits: string): string => grouped(digits, 2, '-').toUpperCase();

const WRITINGS: Readonly<Record<string, (digits: string) => string>> = {
  bare: (digits) => digits.toUpperCase(),
  cisco: (digits) => grouped(digits, 4, '.'),
  linux: (digits) => grouped(digits, 2, ':'),
  unix,
  pgsql,
  psql: pgsql,
  postgresql: pgsql,
  eui48: win,
  win,
};
