import type { Value } from '../core/value.js';
import { formatIp, lastOf, netmaskOf, networkOf, sizeOf, type IpAddress } from './ip-address.js';
import { filterError } from './python.js';

export interface IpQuery {
  readonly ip: IpAddress;
  /** As the user wrote it. */
  readonly text: string;
  /** The filter that asks, for messages. */
  readonly name: string;
}

type Answer = (query: IpQuery) => Value;

const shown = (address: bigint, { version }: IpAddress): string => formatIp(address, version);
const withPrefix = (address: bigint, ip: IpAddress): string => `${shown(address, ip)}/${ip.prefix}`;
const isHost = (ip: IpAddress): boolean => sizeOf(ip) === 1n;
const isNetwork = (ip: IpAddress): boolean => ip.hasPrefix && !isHost(ip) && ip.address === networkOf(ip);
const hostmask = (ip: IpAddress): bigint => sizeOf(ip) - 1n;

const address: Answer = ({ ip }) =>
  ip.version === 4 && isNetwork(ip) && sizeOf(ip) > 2n ? null : shown(ip.address, ip);
// the first address of a network, and the last of one of IPv4, are no hosts
const hostPrefix: Answer = ({ ip }) => {
  if (sizeOf(ip) > 2n && ip.address === networkOf(ip)) return false;
  if (sizeOf(ip) > 2n && ip.version === 4 && ip.address === lastOf(ip)) return false;
  return withPrefix(ip.address, ip);
};
const addressPrefix: Answer = ({ ip }) =>
  isNetwork(ip) && sizeOf(ip) > 2n ? false : withPrefix(ip.address, ip);
const network: Answer = ({ ip }) => shown(networkOf(ip), ip);
const prefix: Answer = ({ ip }) => ip.prefix;
const netmask: Answer = ({ ip }) => shown(netmaskOf(ip), ip);
const wildcard: Answer = ({ ip }) => shown(hostmask(ip), ip);
const subnet: Answer = ({ ip }) => withPrefix(networkOf(ip), ip);
const type: Answer = ({ ip }) => (isHost(ip) || !isNetwork(ip) ? 'address' : 'network');
const revdns: Answer = ({ ip }) =>
  ip.version === 4
    ? `${shown(ip.address, ip).split('.').reverse().join('.')}.in-addr.arpa.`
    : `${[...ip.address.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
const wrap: Answer = ({ ip, text }) =>
  ip.version === 4 ? text : `[${shown(ip.address, ip)}]${ip.hasPrefix ? `/${ip.prefix}` : ''}`;
const loopback: Answer = ({ ip, text }) => (inside(ip, LOOPBACK) ? text : null);
const mustBeNetwork = (ip: IpAddress): void => {
  if (isHost(ip)) throw filterError('Not a network address');
};
const bounds = (ip: IpAddress): [bigint, bigint] =>
  sizeOf(ip) <= 2n ? [networkOf(ip), lastOf(ip)] : [networkOf(ip) + 1n, lastOf(ip) - 1n];

/** What `ipaddr('…')` may be asked. null prints as nothing, false means no. */
export const ipQueries: Readonly<Record<string, Answer>> = {
  '': ({ ip }) => (ip.hasPrefix ? withPrefix(ip.address, ip) : shown(ip.address, ip)),
  address,
  ip: address,
  host: hostPrefix,
  'host/prefix': hostPrefix,
  hostnet: hostPrefix,
  router: hostPrefix,
  gateway: hostPrefix,
  gw: hostPrefix,
  host_prefix: hostPrefix,
  'address/prefix': addressPrefix,
  'ip/prefix': addressPrefix,
  address_prefix: addressPrefix,
  ip_prefix: addressPrefix,
  net: ({ ip }) => (isHost(ip) || isNetwork(ip) ? withPrefix(ip.address, ip) : null),
  network,
  network_id: network,
  subnet,
  cidr: ({ ip }) => withPrefix(ip.address, ip),
  'network/prefix': subnet,
  network_prefix: subnet,
  prefix,
  netmask,
  hostmask: wildcard,
  wildcard,
  broadcast: ({ ip }) => (isHost(ip) || sizeOf(ip) === 2n ? null : shown(lastOf(ip), ip)),
  size: ({ ip }) => integer(sizeOf(ip)),
  size_usable: ({ ip }) => (isHost(ip) ? 0 : integer(sizeOf(ip) === 2n ? 2n : sizeOf(ip) - 2n)),
  range_usable: ({ ip }) => {
    mustBeNetwork(ip);
    return bounds(ip)
      .map((one) => shown(one, ip))
      .join('-');
  },
  first_usable: ({ ip }) => {
    mustBeNetwork(ip);
    return shown(bounds(ip)[0], ip);
  },
  last_usable: ({ ip }) => {
    mustBeNetwork(ip);
    return shown(bounds(ip)[1], ip);
  },
  next_usable: ({ ip }) => neighbour(ip, 1n),
  previous_usable: ({ ip }) => neighbour(ip, -1n),
  peer: ({ ip }) => {
    mustBeNetwork(ip);
    if (sizeOf(ip) === 2n) return shown(ip.address ^ 1n, ip);
    if (sizeOf(ip) !== 4n) throw filterError('Not a point-to-point network');
    if (ip.address === networkOf(ip)) throw filterError('Network address of /30 has no peer');
    if (ip.address === lastOf(ip)) throw filterError('Broadcast address of /30 has no peer');
    return shown(ip.address ^ 3n, ip);
  },
  network_netmask: ({ ip }) => `${shown(networkOf(ip), ip)} ${shown(netmaskOf(ip), ip)}`,
  network_wildcard: ({ ip }) => `${shown(networkOf(ip), ip)} ${shown(hostmask(ip), ip)}`,
  ip_netmask: ({ ip }) =>
    isHost(ip) || isNetwork(ip) ? null : `${shown(ip.address, ip)} ${shown(netmaskOf(ip), ip)}`,
  type,
  version: ({ ip }) => ip.version,
  int: ({ ip }) => (ip.hasPrefix ? `${ip.address}/${ip.prefix}` : integer(ip.address)),
  revdns,
  bool: () => true,
  ipv4: ({ ip, text }) => (ip.version === 4 ? text : asV4(ip)),
  ipv6: ({ ip, text }) => (ip.version === 6 ? text : false),
  private: ({ ip, text }) => (inside(ip, PRIVATE) ? text : null),
  public: ({ ip, text }) => (isPublic(ip) ? text : null),
  unicast: ({ ip, text }) => (inside(ip, MULTICAST) ? null : text),
  multicast: ({ ip, text }) => (inside(ip, MULTICAST) ? text : null),
  loopback,
  lo: loopback,
  'link-local': ({ ip, text }) => (inside(ip, LINK_LOCAL) ? text : null),
  wrap,
  '6to4': ({ ip, text }) => {
    if (ip.version === 6) return ip.address >> 112n === 0x2002n ? text : false;
    if (!isPublic(ip) && !inside(ip, PRIVATE)) return false;
    const hex = ip.address.toString(16).padStart(8, '0');
    return `2002:${hex.slice(0, 4)}:${hex.slice(4)}::1/48`;
  },
};

const integer = (value: bigint): number | bigint =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

// ::10.0.0.1 and ::ffff:10.0.0.1 hold an address of IPv4
function asV4(ip: IpAddress): Value {
  const high = ip.address >> 32n;
  if ((high !== 0n && high !== 0xffffn) || ip.prefix < 96) return false;
  return `${formatIp(ip.address & 0xffffffffn, 4)}/${ip.prefix - 96}`;
}

function neighbour(ip: IpAddress, by: bigint): Value {
  mustBeNetwork(ip);
  const [first, last] = bounds(ip);
  const found = ip.address + by;
  return found >= first && found <= last ? shown(found, ip) : null;
}

type Block = readonly [version: 4 | 6, start: bigint, prefix: number];
const v4 = (a: number, b: number, c: number, prefix: number): Block => [
  4,
  BigInt(((a * 256 + b) * 256 + c) * 256),
  prefix,
];
const v6 = (high: bigint, prefix: number): Block => [6, high << 112n, prefix];

const PRIVATE: readonly Block[] = [
  v4(10, 0, 0, 8),
  v4(172, 16, 0, 12),
  v4(192, 168, 0, 16),
  v4(169, 254, 0, 16),
  v4(198, 18, 0, 15),
  v4(192, 0, 2, 24),
  v4(198, 51, 100, 24),
  v4(203, 0, 113, 24),
  v4(100, 64, 0, 10),
  v4(239, 0, 0, 8),
  v6(0xfc00n, 7),
  v6(0xfec0n, 10),
  v6(0xfe80n, 10),
];
const MULTICAST: readonly Block[] = [v4(224, 0, 0, 4), v6(0xff00n, 8)];
const LOOPBACK: readonly Block[] = [v4(127, 0, 0, 8), [6, 1n, 128]];
const LINK_LOCAL: readonly Block[] = [v4(169, 254, 0, 16), v6(0xfe80n, 10)];
const RESERVED: readonly Block[] = [v4(240, 0, 0, 4), v4(0, 0, 0, 8), [6, 0n, 8]];

const inside = ({ version, address: at }: IpAddress, blocks: readonly Block[]): boolean =>
  blocks.some(([family, start, length]) => {
    const rest = BigInt((version === 4 ? 32 : 128) - length);
    return family === version && at >> rest === start >> rest;
  });

const isPublic = (ip: IpAddress): boolean =>
  ![PRIVATE, MULTICAST, LOOPBACK, LINK_LOCAL, RESERVED].some((blocks) => inside(ip, blocks));
