import type { Value } from '../core/value.js';
import { pyRepr, pyStr } from '../jinja/index.js';
import {
  ADDRESS_BITS,
  dotted,
  formatIp,
  maskLength,
  networkOf,
  parseV6,
  sizeOf,
  type IpAddress,
} from './ip-address.js';
import { filterError, isText, typeName } from './python.js';

/** A lone address as Python's `ipaddress` reads it: nothing left out, no zeros in front, no network. */
export function parseAddress(text: string): IpAddress | undefined {
  const [host, scope, more] = text.split('%');
  if (more !== undefined || scope === '' || (scope !== undefined && !text.includes(':'))) return undefined;
  const version = text.includes(':') ? 6 : 4;
  const address = version === 4 ? dotted(host!) : parseV6(host!);
  return address === undefined
    ? undefined
    : { version, address, prefix: ADDRESS_BITS[version], hasPrefix: false };
}

/** A network as Python's `ipaddress` reads it: its address is the first one. */
export function parseNetwork(text: string): IpAddress | undefined {
  const ip = parseLength(text);
  return ip && ip.address === networkOf(ip) ? ip : undefined;
}

// host bits may be set
function parseLength(text: string): IpAddress | undefined {
  const [host = '', mask, more] = text.split('/');
  const ip = parseAddress(host);
  if (!ip || more !== undefined) return undefined;
  const prefix = mask === undefined ? ip.prefix : lengthOf(mask, ip.version);
  return prefix === undefined ? undefined : { ...ip, prefix, hasPrefix: mask !== undefined };
}

function lengthOf(mask: string, version: 4 | 6): number | undefined {
  if (/^\d+$/.test(mask)) return Number(mask) <= ADDRESS_BITS[version] ? Number(mask) : undefined;
  const number = version === 4 ? dotted(mask) : undefined;
  return number === undefined ? undefined : maskLength(number, 32);
}

/** Every address of a network, and how many they are. */
export function usableRange(value: unknown): Value {
  const ip = expandable(value);
  const count = sizeOf(ip);
  if (count > 1n << 20n)
    throw filterError(`usable_range: ${pyStr(value)} has ${count} addresses, too many for a list`);
  const ips = Array.from({ length: Number(count) }, (_, n) => formatIp(ip.address + BigInt(n), ip.version));
  return new Map<Value, Value>([
    ['usable_ips', ips],
    ['number_of_ips', Number(count)],
  ]);
}

function expandable(value: unknown): IpAddress {
  const fail = (what: string): never => {
    throw filterError(`Error while using plugin 'usable_range': ${what}`);
  };
  if (!isText(value)) return fail(`not expecting type '<class '${typeName(value)}'>'`);
  const text = pyStr(value);
  const ip = parseLength(text);
  if (!ip) return fail(`${pyRepr(text)} does not appear to be an IPv4 or IPv6 network`);
  return ip.address === networkOf(ip) ? ip : fail(`${text} has host bits set`);
}
