import type { Value } from '../../core/value.js';
import { demand, pyStr, type Filter } from '../../jinja/index.js';
import { formatIp, lastOf, netmaskOf, networkOf, parseIp, sizeOf, type IpAddress } from '../ip-address.js';
import { filterError, isSequence, numberOf } from '../python.js';

/** The basics of ansible.utils' `ipaddr` family. An answer is false when the value is no (such) address. */
export const ipFilters: Readonly<Record<string, Filter>> = {
  ipaddr: (value, args) => each(value, (ip, text) => answer(ip, text, args[0])),
  ipv4: (value, args) => each(value, (ip, text) => ip.version === 4 && answer(ip, text, args[0])),
  ipv6: (value, args) => each(value, (ip, text) => ip.version === 6 && answer(ip, text, args[0])),
  ipwrap: (value) => {
    const text = pyStr(demand(value));
    return parseIp(text)?.version === 6 ? text.replace(/^[^/]*/, '[$&]') : text;
  },
  nthhost: (value, args) => each(value, (ip) => nth(ip, numberOf(args[0]) ?? 0)),
  network_in_network: (value, args) => within(value, args[0]),
  network_in_usable: (value, args) => within(value, args[0]),
};

function each(value: unknown, ask: (ip: IpAddress, text: string) => Value): Value {
  const plain = demand(value);
  if (isSequence(plain))
    return plain.map((item) => each(item, ask)).filter((found) => found !== false && found !== null);
  const text = pyStr(plain);
  const ip = parseIp(text);
  return ip ? ask(ip, text) : false;
}

const isNetwork = (ip: IpAddress): boolean => ip.hasPrefix && sizeOf(ip) > 1n && ip.address === networkOf(ip);

// the first address of an IPv6 network is an address too
const isAddress = (ip: IpAddress): boolean => ip.version === 6 || !isNetwork(ip);

function answer(ip: IpAddress, text: string, query: unknown): Value {
  const index = numberOf(query);
  if (index !== undefined && typeof query !== 'boolean') return withPrefix(ip, nth(ip, index));
  const name = query === undefined ? '' : pyStr(query);
  const ask = Object.hasOwn(QUERIES, name) ? QUERIES[name] : undefined;
  if (ask) return ask(ip, text);
  const network = parseIp(name);
  if (!network) throw filterError(`ipaddr: unknown filter type: ${name}`);
  return inside(ip, network) ? text : null;
}

const withPrefix = (ip: IpAddress, address: Value): Value =>
  address === false ? false : `${pyStr(address)}/${ip.prefix}`;

const show = (ip: IpAddress, address: bigint): string => formatIp(address, ip.version);

const QUERIES: Readonly<Record<string, (ip: IpAddress, text: string) => Value>> = {
  '': (_ip, text) => text,
  address: (ip) => (isAddress(ip) ? show(ip, ip.address) : null),
  ip: (ip) => (isAddress(ip) ? show(ip, ip.address) : null),
  host: (ip) => (isAddress(ip) ? `${show(ip, ip.address)}/${ip.prefix}` : null),
  'address/prefix': (ip) => (isAddress(ip) ? `${show(ip, ip.address)}/${ip.prefix}` : null),
  'host/prefix': (ip) => (isAddress(ip) && ip.hasPrefix ? `${show(ip, ip.address)}/${ip.prefix}` : null),
  'ip/prefix': (ip) => (isAddress(ip) && ip.hasPrefix ? `${show(ip, ip.address)}/${ip.prefix}` : null),
  network: (ip) => show(ip, networkOf(ip)),
  network_id: (ip) => show(ip, networkOf(ip)),
  subnet: (ip) => `${show(ip, networkOf(ip))}/${ip.prefix}`,
  net: (ip) => (isNetwork(ip) ? `${show(ip, networkOf(ip))}/${ip.prefix}` : null),
  'network/prefix': (ip) => `${show(ip, networkOf(ip))}/${ip.prefix}`,
  netmask: (ip) => show(ip, netmaskOf(ip)),
  prefix: (ip) => ip.prefix,
  broadcast: (ip) => (sizeOf(ip) > 2n ? show(ip, lastOf(ip)) : null),
  size: (ip) => Number(sizeOf(ip)),
  int: (ip) => (ip.hasPrefix ? `${ip.address}/${ip.prefix}` : Number(ip.address)),
  version: (ip) => ip.version,
  type: (ip) => (isNetwork(ip) ? 'network' : 'address'),
  revdns: (ip) => reverseName(ip),
};

// a negative index counts from the end, as in a list
function nth(ip: IpAddress, index: number): Value {
  const offset = index < 0 ? sizeOf(ip) + BigInt(index) : BigInt(index);
  return offset >= 0n && offset < sizeOf(ip) && show(ip, networkOf(ip) + offset);
}

const inside = (ip: IpAddress, network: IpAddress): boolean =>
  ip.version === network.version && networkOf(ip) >= networkOf(network) && lastOf(ip) <= lastOf(network);

function within(value: unknown, other: unknown): boolean {
  const outer = parseIp(pyStr(demand(value)));
  const inner = parseIp(pyStr(demand(other)));
  return outer !== undefined && inner !== undefined && inside(inner, outer);
}

function reverseName(ip: IpAddress): string {
  if (ip.version === 4) return `${show(ip, ip.address).split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...ip.address.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
}
