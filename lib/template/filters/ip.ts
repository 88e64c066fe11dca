import type { Value } from '../../core/value.js';
import { demand, pyStr, type Filter } from '../../jinja/index.js';
import { formatIp, lastOf, networkOf, parseIp, sizeOf, type IpAddress } from '../ip-address.js';
import { ipQueries, type IpQuery } from '../ip-queries.js';
import { filterError, isSequence, isText, numberOf, typeName } from '../python.js';
import { cidrMerge } from '../cidr-merge.js';

/** ansible.utils' `ipaddr` family. An answer is false when the value is no (such) address. */
export const ipFilters: Readonly<Record<string, Filter>> = {
  ipaddr: (value, args) => ask('ipaddr', value, args[0]),
  ipv4: (value, args) => ask('ipv4', value, args[0], 4),
  ipv6: (value, args) => ask('ipv6', value, args[0], 6),
  ipwrap: (value) => wrapped(demand(value)),
  ipsubnet: (value, args) => subnet(demand(value), args[0], args[1]),
  ipmath: (value, args) => {
    const ip = parseIp(pyStr(demand(value)));
    if (!ip) throw filterError(`You must pass a valid IP address; ${pyStr(value)} is invalid`);
    const amount = numberOf(args[0]);
    if (amount === undefined)
      throw filterError(`You must pass an integer for arithmetic; ${pyStr(args[0])} is not a valid integer`);
    return formatIp(ip.address + BigInt(amount), ip.version);
  },
  nthhost: (value, args) => hostAt(valueIp(value), numberOf(args[0]) ?? NaN),
  next_nth_usable: (value, args) => usable(valueIp(value), args[0], 1n),
  previous_nth_usable: (value, args) => usable(valueIp(value), args[0], -1n),
  network_in_network: (value, args) => within(value, args[0], false),
  network_in_usable: (value, args) => within(value, args[0], true),
  reduce_on_network: (value, args) => {
    const list = isSequence(value) ? value : [value as Value];
    return list.filter((item) => within(args[0], item, false));
  },
  cidr_merge: (value, args) => cidrMerge(demand(value), args[0] === undefined ? 'merge' : pyStr(args[0])),
  ip4_hex: (value, args) =>
    pyStr(demand(value))
      .split('.')
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join(args[0] === undefined ? '' : pyStr(args[0])),
  slaac: (value, args) => slaac(valueIp(value), pyStr(args[0] ?? '')),
};

const valueIp = (value: unknown): IpAddress | undefined => {
  const plain = demand(value);
  if (typeof plain === 'number' || typeof plain === 'bigint') return fromInt(BigInt(plain));
  return isText(plain) ? parseText(pyStr(plain)) : undefined;
};

const parseText = (text: string): IpAddress | undefined =>
  /^\d+$/.test(text) ? fromInt(BigInt(text)) : parseIp(text);

const fromInt = (address: bigint): IpAddress | undefined => {
  const version = address < 1n << 32n ? 4 : 6;
  return address < 1n << 128n
    ? { version, address, prefix: version === 4 ? 32 : 128, hasPrefix: false }
    : undefined;
};

function ask(name: string, value: unknown, query: unknown, version?: 4 | 6): Value {
  const plain = demand(value);
  if (isSequence(plain))
    return plain
      .map((item) => ask(name, item, query, version))
      .filter((found) => found !== false && found !== null);
  if (plain === '' || typeof plain === 'boolean' || plain === 0) return false;
  if (plain === null || !(isText(plain) || typeof plain === 'number' || typeof plain === 'bigint'))
    throw filterError(`Unrecognized type <<class '${typeName(plain)}'>> for ${name} filter <value>`);
  const ip = valueIp(plain);
  if (!ip) return false;
  const text = isText(plain) && !/^\d+$/.test(pyStr(plain)) ? pyStr(plain) : formatIp(ip.address, ip.version);
  return answer(name, ip, text, query, version);
}

function answer(
  name: string,
  ip: IpAddress,
  text: string,
  query: unknown,
  version: 4 | 6 | undefined,
): Value {
  if (version !== undefined && ip.version !== version) return false;
  const key = query === undefined ? '' : pyStr(query);
  if (Object.hasOwn(ipQueries, key)) return ipQueries[key]!({ ip, text, name } satisfies IpQuery);
  if (/^-?\d+$/.test(key)) return numbered(ip, BigInt(key));
  const net = parseIp(key);
  if (!net) throw filterError(`${name}: unknown filter type: ${key}`);
  return contains(net, ip) ? text : null;
}

function numbered(ip: IpAddress, n: bigint): Value {
  if (sizeOf(ip) === 1n) return formatIp(ip.address, ip.version);
  const at = n < 0n ? sizeOf(ip) + n : n;
  return at < 0n || at >= sizeOf(ip) ? false : `${formatIp(networkOf(ip) + at, ip.version)}/${ip.prefix}`;
}

const contains = (net: IpAddress, ip: IpAddress): boolean =>
  net.version === ip.version && networkOf(net) <= networkOf(ip) && lastOf(ip) <= lastOf(net);

function wrapped(value: unknown): Value {
  if (isSequence(value)) return value.map((item) => wrapped(item));
  if (!isText(value))
    throw filterError(`Unrecognized type <<class '${typeName(value)}'>> for ipwrap filter <value>`);
  const text = pyStr(value);
  const ip = parseIp(text);
  if (ip?.version !== 6) return text;
  return `[${formatIp(ip.address, 6)}]${ip.hasPrefix ? `/${ip.prefix}` : ''}`;
}

function hostAt(ip: IpAddress | undefined, n: number): Value {
  if (!ip || !Number.isInteger(n)) return false;
  const at = n < 0 ? sizeOf(ip) + BigInt(n) : BigInt(n);
  return at < 0n || at >= sizeOf(ip) ? false : formatIp(networkOf(ip) + at, ip.version);
}

function usable(ip: IpAddress | undefined, offset: unknown, sign: bigint): Value {
  const by = numberOf(offset);
  if (!ip || by === undefined) return false;
  if (sizeOf(ip) === 1n) throw filterError('Not a network address');
  const found = ip.address + sign * BigInt(by);
  return found > networkOf(ip) && found < lastOf(ip) ? formatIp(found, ip.version) : null;
}

function within(value: unknown, test: unknown, hostsOnly: boolean): boolean {
  const [net, ip] = [valueIp(value), valueIp(test)];
  if (!net || !ip) return false;
  if (!hostsOnly || sizeOf(net) === 1n) return contains(net, ip);
  return net.version === ip.version && networkOf(ip) > networkOf(net) && lastOf(ip) < lastOf(net);
}

function subnet(value: unknown, query: unknown, index: unknown): Value {
  const ip = valueIp(value);
  if (!ip) return false;
  const block = { ...ip, address: networkOf(ip) };
  const shown = (address: bigint, prefix: number): string => `${formatIp(address, ip.version)}/${prefix}`;
  if (query === undefined || query === '') return shown(ip.hasPrefix ? block.address : ip.address, ip.prefix);
  const text = pyStr(query);
  if (!/^\d+$/.test(text)) return position(ip, text, index);
  const prefix = Number(text);
  if (prefix > (ip.version === 4 ? 32 : 128)) return false;
  if (sizeOf(ip) === 1n) return smaller(ip, prefix, numberOf(index), shown);
  const size = 1n << BigInt((ip.version === 4 ? 32 : 128) - prefix);
  const count = sizeOf(ip) / size;
  if (index === undefined) return count > 0n ? Number(count) : 0;
  const at = BigInt(numberOf(index) ?? 0);
  const n = at < 0n ? count + at : at;
  return n >= 0n && n < count ? shown(block.address + n * size, prefix) : false;
}

// the supernet of an address
function smaller(
  ip: IpAddress,
  prefix: number,
  index: number | undefined,
  shown: (address: bigint, prefix: number) => string,
): Value {
  const bits = ip.version === 4 ? 32 : 128;
  const at = index ?? 0;
  const wanted = index === undefined ? prefix : at < 0 ? bits - 1 + at + 1 : prefix + at;
  if (wanted > bits || wanted < 0) return false;
  return shown(networkOf({ ...ip, prefix: wanted }), wanted);
}

function position(ip: IpAddress, text: string, index: unknown): Value {
  const net = parseIp(text);
  if (!net) throw filterError(`You must pass a valid subnet or IP address; ${text} is invalid`);
  const shown = `${formatIp(networkOf(ip), ip.version)}/${ip.prefix}`;
  const prefix = index === undefined ? ip.prefix : (numberOf(index) ?? ip.prefix);
  if (!contains(net, ip))
    throw filterError(`${shown} is not in the subnet ${formatIp(networkOf(net), net.version)}/${net.prefix}`);
  const size = 1n << BigInt((ip.version === 4 ? 32 : 128) - prefix);
  return Number((networkOf(ip) - networkOf(net)) / size + 1n);
}

/** The address a host with this MAC gives itself in the network. */
function slaac(ip: IpAddress | undefined, mac: string): Value {
  const digits = mac.replace(/[^0-9a-fA-F]/g, '');
  if (ip?.version !== 6 || digits.length !== 12) return false;
  const id = BigInt(`0x${digits.slice(0, 6)}fffe${digits.slice(6)}`) ^ (1n << 57n);
  return formatIp(networkOf(ip) + id, 6);
}
