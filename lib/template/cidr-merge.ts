import type { Value } from '../core/value.js';
import { pyStr } from '../jinja/index.js';
import { formatCidr, lastOf, networkOf, parseIp, sizeOf, type IpAddress } from './ip-address.js';
import { filterError, isSequence, isText } from './python.js';

/** Networks joined where they are neighbours (`merge`), or the one network that spans them all (`span`). */
export function cidrMerge(value: unknown, action: string): Value {
  if (value === null || typeof value === 'boolean')
    throw filterError(`cidr_merge: expected iterable, got ${pyStr(value)}`);
  const blocks = (isSequence(value) ? value : [value]).map(blockOf);
  if (action === 'merge') return (blocks.length === 1 ? blocks : merge(blocks)).map(textOf);
  if (action !== 'span') throw filterError(`cidr_merge: invalid action '${action}'`);
  if (blocks.length === 1) return textOf(blocks[0]!);
  return blocks.length === 0 ? null : textOf(spanning(blocks));
}

function blockOf(value: unknown): IpAddress {
  const ip = isText(value) ? parseIp(pyStr(value)) : undefined;
  if (!ip) throw filterError(`cidr_merge: error in netaddr:\ninvalid IPNetwork ${pyStr(value)}`);
  return ip;
}

const textOf = (ip: IpAddress): string => formatCidr(ip.address, ip);

function merge(blocks: readonly IpAddress[]): IpAddress[] {
  const sorted = blocks
    .map((ip) => ({ ...ip, address: networkOf(ip) }))
    .sort((a, b) => a.version - b.version || compare(a.address, b.address) || a.prefix - b.prefix);
  const out: IpAddress[] = [];
  for (const next of sorted) {
    const last = out.at(-1);
    if (last?.version === next.version && lastOf(next) <= lastOf(last)) continue;
    out.push(next);
    while (out.length > 1 && areHalves(out.at(-2)!, out.at(-1)!)) {
      out.pop();
      const half = out.pop()!;
      out.push({ ...half, prefix: half.prefix - 1 });
    }
  }
  return out;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const areHalves = (a: IpAddress, b: IpAddress): boolean =>
  a.version === b.version &&
  a.prefix === b.prefix &&
  a.prefix > 0 &&
  networkOf({ ...b, prefix: b.prefix - 1 }) === a.address &&
  a.address + sizeOf(a) === b.address;

function spanning(blocks: readonly IpAddress[]): IpAddress {
  const low = blocks.map(networkOf).reduce((a, b) => (a < b ? a : b));
  const high = blocks.map(lastOf).reduce((a, b) => (a > b ? a : b));
  let wide = blocks[0]!;
  while (networkOf({ ...wide, address: low }) > low || lastOf({ ...wide, address: low }) < high)
    wide = { ...wide, prefix: wide.prefix - 1 };
  return { ...wide, address: networkOf({ ...wide, address: low }) };
}
