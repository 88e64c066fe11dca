import type { Value } from '../core/value.js';
import { pyStr, pyTruth } from '../jinja/index.js';
import { ADDRESS_BITS, formatCidr, holds, ipOfInteger, parseIp, type IpAddress } from './ip-address.js';
import { ipQueries } from './ip-queries.js';
import { filterError, isText, numberOf, sequenceOf } from './python.js';

export interface IpQuestion {
  /** A name of `ipQueries`, the place of an address in its network, or a network that it must be in. */
  readonly query: string;
  /** The filter that asks, for messages. */
  readonly alias: string;
  readonly version?: 4 | 6 | undefined;
}

/** What ansible.utils' `ipaddr` answers; false when the value is no (such) address. Lists lose what is no answer. */
export function askIp(value: unknown, question: IpQuestion): Value {
  const items = sequenceOf(value);
  if (items) return items.map((item) => askIp(item, question)).filter((found) => pyTruth(found));
  if (value === true) return false;
  const ip = readIp(value, question.version);
  if (!ip || (question.version !== undefined && ip.version !== question.version)) return false;
  const text = isText(value) && !isNumeric(pyStr(value)) ? pyStr(value) : formatCidr(ip.address, ip);
  return answer(ip, text, question);
}

/** The address of a text (`10.1.2.3/24`, `167838211`, `167838211/24`) or a number; `undefined` when it is none. */
export function readIp(value: unknown, version?: 4 | 6): IpAddress | undefined {
  if (!isText(value) && !(typeof value !== 'boolean' && Number.isInteger(numberOf(value)))) return undefined;
  const text = pyStr(value);
  if (text === '' || value === 0) return undefined;
  if (/^\d+$/.test(text)) return asVersion(BigInt(text), version);
  return isText(value) ? (parseIp(text) ?? numericCidr(text)) : undefined;
}

const isNumeric = (text: string): boolean => /^\d+(?:\/\d+)?$/.test(text) && !parseIp(text)?.hasPrefix;

function asVersion(address: bigint, version: 4 | 6 | undefined): IpAddress | undefined {
  const ip = ipOfInteger(address);
  return ip && version === 6 ? { ...ip, version, prefix: ADDRESS_BITS[6] } : ip;
}

function numericCidr(text: string): IpAddress | undefined {
  const [, address, prefix] = /^\s*\+?(\d+)\s*\/\s*\+?(\d+)\s*$/.exec(text) ?? [];
  const ip = address === undefined ? undefined : ipOfInteger(BigInt(address));
  if (!ip || Number(prefix) > 128) return undefined;
  const version = Number(prefix) > ADDRESS_BITS[ip.version] ? 6 : ip.version;
  return { ...ip, version, prefix: Number(prefix), hasPrefix: true };
}

function answer(ip: IpAddress, text: string, { query, alias }: IpQuestion): Value {
  if (Object.hasOwn(ipQueries, query)) return ipQueries[query]!({ ip, text });
  const net = /^\d+$/.test(query) ? undefined : readIp(query);
  if (net) return holds(net, ip) ? text : null;
  if (!isFloat(query)) throw filterError(`${alias}: unknown filter type: ${query}`);
  return atPlace(ip, query);
}

// what Python's float() reads
const isFloat = (text: string): boolean =>
  /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i.test(text);

function atPlace(ip: IpAddress, query: string): Value {
  const size = 1n << BigInt(ADDRESS_BITS[ip.version] - ip.prefix);
  if (size === 1n) return ipQueries['']!({ ip, text: '' });
  if (!/^\s*[+-]?\d+\s*$/.test(query)) return false;
  const n = BigInt(query.trim());
  const at = n < 0n ? size + n : n;
  const first = ip.address - (ip.address % size);
  return at < 0n || at >= size ? false : formatCidr(first + at, ip);
}
