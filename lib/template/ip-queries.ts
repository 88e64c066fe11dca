import type { Value } from '../core/value.js';
import { makeInt } from '../jinja/index.js';
import {
  ADDRESS_BITS,
  formatCidr,
  formatIp,
  ipOfInteger,
  lastOf,
  netmaskOf,
  networkOf,
  sizeOf,
  type IpAddress,
} from './ip-address.js';
import { isInside } from './ip-blocks.js';
import { filterError } from './python.js';

export interface IpQuery {
  readonly ip: IpAddress;
  /** As the user wrote it. */
  readonly text: string;
}

type Answer = (query: IpQuery) => Value;

const shown = (address: bigint, { version }: IpAddress): string => formatIp(address, version);
const isFirst = (ip: IpAddress): boolean => ip.address === networkOf(ip);
const hasNoBroadcast = (ip: IpAddress): boolean => ip.version === 4 && sizeOf(ip) <= 2n;
const hostmask = (ip: IpAddress): bigint => sizeOf(ip) - 1n;
const itself = ({ ip }: IpQuery): string => formatCidr(ip.address, ip);
const when =
  (holds: (ip: IpAddress) => boolean): Answer =>
  ({ ip, text }) =>
    holds(ip) ? text : null;
// of the address alone, whatever its network is
const hostOf = (ip: IpAddress): IpAddress => ({ ...ip, prefix: ADDRESS_BITS[ip.version] });

const address: Answer = ({ ip }) =>
  ip.version === 4 && isFirst(ip) && !hasNoBroadcast(ip) ? null : shown(ip.address, ip);
const addressPrefix: Answer = ({ ip }) =>
  sizeOf(ip) > 2n && (isFirst(ip) || ip.address === lastOf(ip)) ? false : formatCidr(ip.address, ip);
const network: Answer = ({ ip }) => shown(networkOf(ip), ip);
const wildcard: Answer = ({ ip }) => shown(hostmask(ip), ip);
const subnet: Answer = ({ ip }) => formatCidr(networkOf(ip), ip);
const loopback = when((ip) => isInside(hostOf(ip), LOOPBACK));

/** What `ipaddr('…')` may be asked. null prints as nothing, false means no. */
export const ipQueries: Readonly<Record<string, Answer>> = {
  '': (query) => (query.ip.hasPrefix ? itself(query) : shown(query.ip.address, query.ip)),
  address,
  ip: address,
  host: (query) =>
    sizeOf(query.ip) === 1n || !isFirst(query.ip) || hasNoBroadcast(query.ip) ? itself(query) : null,
  'host/prefix': addressPrefix,
  hostnet: addressPrefix,
  router: addressPrefix,
  gateway: addressPrefix,
  gw: addressPrefix,
  'address/prefix': addressPrefix,
  'ip/prefix': (query) =>
    sizeOf(query.ip) === 2n || (sizeOf(query.ip) > 1n && !isFirst(query.ip)) ? itself(query) : null,
  net: (query) => (sizeOf(query.ip) > 1n && isFirst(query.ip) ? itself(query) : null),
  network,
  network_id: network,
  subnet,
  cidr: itself,
  'network/prefix': subnet,
  prefix: ({ ip }) => ip.prefix,
  netmask: ({ ip }) => shown(netmaskOf(ip), ip),
  hostmask: wildcard,
  wildcard,
  broadcast: ({ ip }) => (sizeOf(ip) > 2n ? shown(lastOf(ip), ip) : null),
  size: ({ ip }) => makeInt(sizeOf(ip)),
  size_usable: ({ ip }) =>
    sizeOf(ip) <= 2n ? Number(sizeOf(ip) === 1n ? 0n : 2n) : makeInt(sizeOf(ip) - 2n),
  range_usable: usable((ip) => usableBounds(ip).map(numbered).join('-')),
  first_usable: usable((ip) => numbered(usableBounds(ip)[0])),
  last_usable: usable((ip) => numbered(usableBounds(ip)[1])),
  next_usable: usable((ip) => nthUsable(ip, 1n)),
  previous_usable: usable((ip) => nthUsable(ip, -1n)),
  peer: ({ ip }) => {
    mustBeNetwork(ip);
    if (sizeOf(ip) === 2n) return numbered(ip.address ^ 1n);
    if (sizeOf(ip) !== 4n) throw filterError('Not a point-to-point network');
    if (isFirst(ip)) throw filterError('Network address of /30 has no peer');
    if (ip.address === lastOf(ip)) throw filterError('Broadcast address of /30 has no peer');
    return numbered(ip.address ^ 3n);
  },
  network_netmask: ({ ip }) => `${shown(networkOf(ip), ip)} ${shown(netmaskOf(ip), ip)}`,
  network_wildcard: ({ ip }) => `${shown(networkOf(ip), ip)} ${shown(hostmask(ip), ip)}`,
  ip_netmask: ({ ip }) =>
    sizeOf(ip) === 2n || (sizeOf(ip) > 1n && !isFirst(ip))
      ? `${shown(ip.address, ip)} ${shown(netmaskOf(ip), ip)}`
      : null,
  type: ({ ip }) => (sizeOf(ip) === 1n || !isFirst(ip) ? 'address' : 'network'),
  version: ({ ip }) => ip.version,
  int: ({ ip }) => (ip.hasPrefix ? `${ip.address}/${ip.prefix}` : makeInt(ip.address)),
  revdns: ({ ip }) => reverseName(ip),
  bool: () => true,
  ipv4: ({ ip, text }) => (ip.version === 4 ? text : asV4(ip)),
  ipv6: ({ ip, text }) =>
    ip.version === 6 ? text : `${formatIp(ip.address | (0xffffn << 32n), 6)}/${ip.prefix + 96}`,
  private: when((ip) => isInside(ip, PRIVATE)),
  public: when((ip) => isPublic(hostOf(ip))),
  unicast: when((ip) => !isInside(ip, MULTICAST)),
  multicast: when((ip) => isInside(ip, MULTICAST)),
  loopback,
  lo: loopback,
  'link-local': when((ip) => isInside(hostOf(ip), LINK_LOCAL)),
  wrap: ({ ip, text }) =>
    ip.version === 4 ? text : `[${shown(ip.address, ip)}]${ip.hasPrefix ? `/${ip.prefix}` : ''}`,
  '6to4': ({ ip, text }) => (ip.version === 6 ? isSixToFour(ip) && text : sixToFour(ip)),
};

/** The first and last address that hosts may have. */
export const usableBounds = (ip: IpAddress): [bigint, bigint] =>
  sizeOf(ip) <= 2n ? [networkOf(ip), lastOf(ip)] : [networkOf(ip) + 1n, lastOf(ip) - 1n];

/** The address that is so many further, if hosts may have it. */
export function nthUsable(ip: IpAddress, by: bigint): Value {
  const [first, last] = usableBounds(ip);
  const found = numbered(ip.address + by);
  return ip.address + by >= first && ip.address + by <= last ? found : null;
}

// a number that fits is shown as an address of IPv4, also in a network of IPv6
function numbered(address: bigint): string {
  const ip = ipOfInteger(address);
  if (!ip) throw filterError(`failed to detect a valid IP address from ${address}`);
  return formatIp(ip.address, ip.version);
}

function usable(answer: (ip: IpAddress) => Value): Answer {
  return ({ ip }) => {
    mustBeNetwork(ip);
    return sizeOf(ip) > 1n ? answer(ip) : null;
  };
}

function mustBeNetwork(ip: IpAddress): void {
  if (!ip.hasPrefix) throw filterError('Not a network address');
}

const reverseName = (ip: IpAddress): string =>
  ip.version === 4
    ? `${shown(ip.address, ip).split('.').reverse().join('.')}.in-addr.arpa.`
    : `${[...ip.address.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;

// ::10.0.0.1 and ::ffff:10.0.0.1 hold an address of IPv4
function asV4(ip: IpAddress): Value {
  const high = ip.address >> 32n;
  if ((high !== 0n && high !== 0xffffn) || ip.prefix < 96) return false;
  return `${formatIp(ip.address & 0xffffffffn, 4)}/${ip.prefix - 96}`;
}

const isSixToFour = (ip: IpAddress): boolean =>
  ip.address >> 112n === 0x2002n && !(ip.hasPrefix && isFirst(ip));

function sixToFour(ip: IpAddress): Value {
  if (sizeOf(ip) > 1n && isFirst(ip)) return false;
  const host = hostOf(ip);
  if (!isPublic(host) && !isInside(host, PRIVATE)) return false;
  const hex = ip.address.toString(16).padStart(8, '0');
  return `2002:${hex.slice(0, 4)}:${hex.slice(4)}::1/48`;
}

const isPublic = (ip: IpAddress): boolean =>
  ![PRIVATE, MULTICAST, LOOPBACK].some((blocks) => isInside(ip, blocks)) && !isMask(ip);

// an address that is a netmask or a hostmask is nobody's
function isMask({ version, address: value }: IpAddress): boolean {
  const isPower = (n: bigint): boolean => (n & (n - 1n)) === 0n;
  const all = (1n << BigInt(ADDRESS_BITS[version])) - 1n;
  return isPower(value + 1n) || isPower((value ^ all) + 1n);
}

const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];
const PRIVATE = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '239.0.0.0/8',
  'fc00::/7',
  'fec0::/10',
  ...LINK_LOCAL,
];
const MULTICAST = ['224.0.0.0/4', 'ff00::/8'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
