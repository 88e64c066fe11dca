import { demand, pyStr, type Test } from '../../jinja/index.js';
import { holds, type IpAddress } from '../ip-address.js';
import { isInside } from '../ip-blocks.js';
import { filterTypeError, isText, itemsOf, typeName } from '../python.js';
import { parseAddress, parseNetwork } from '../strict-ip.js';

type Question = (ip: IpAddress) => boolean;

/** ansible.utils' tests of addresses. What is no address is not any of these. */
const questions: Readonly<Record<string, Test>> = {
  ip: network(() => true),
  ipv4: network((ip) => ip.version === 4),
  ipv6: network((ip) => ip.version === 6),
  ip_address: host(() => true),
  ipv4_address: host((ip) => ip.version === 4),
  ipv6_address: host((ip) => ip.version === 6),
  ipv6_ipv4_mapped: host((ip) => mappedOf(ip) !== undefined),
  ipv6_sixtofour: host((ip) => ip.version === 6 && ip.address >> 112n === 0x2002n),
  ipv6_teredo: host((ip) => ip.version === 6 && ip.address >> 96n === 0x20010000n),
  ipv4_netmask: host((ip) => ip.version === 4 && /^1*0*$/.test(bits(ip))),
  ipv4_hostmask: host((ip) => ip.version === 4 && /^0*1*$/.test(bits(ip)) && ip.address !== 0n),
  loopback: host((ip) => isInside(ip, LOOPBACK)),
  multicast: host((ip) => isInside(ip, MULTICAST)),
  unspecified: host((ip) => ip.address === 0n),
  reserved: host((ip) => isInside(ip, RESERVED)),
  private: host(isPrivate),
  public: host((ip) => !isPrivate(ip) && !isInside(mappedOf(ip) ?? ip, SHARED)),
  mac: (value) => {
    const plain = demand(value);
    if (!isText(plain))
      throw filterTypeError(`expected string or bytes-like object, got '${typeName(plain)}'`);
    return MAC.test(pyStr(plain));
  },
  in_network: (value, args) => isIn(value, args[0]),
  subnet_of: (value, args) => isIn(value, args[0]),
  supernet_of: (value, args) => isIn(args[0], value),
  in_any_network: (value, args) => itemsOf(args[0]).some((net) => isIn(value, net)),
  in_one_network: (value, args) => itemsOf(args[0]).filter((net) => isIn(value, net)).length === 1,
};

export const ipTests: Readonly<Record<string, Test>> = Object.fromEntries(
  Object.entries(questions).map(([name, test]) => [`ansible.utils.${name}`, test]),
);

const MAC =
  /^(?:(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\n?$|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}\n?$|[0-9a-f]{12}\n?$)/i;
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const MULTICAST = ['224.0.0.0/4', 'ff00::/8'];
const SHARED = ['100.64.0.0/10'];
const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '::1/128',
  '::/128',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
];
const NOT_PRIVATE = [
  '192.0.0.9/32',
  '192.0.0.10/32',
  '2001:1::1/128',
  '2001:1::2/128',
  '2001:3::/32',
  '2001:4:112::/48',
  '2001:20::/28',
  '2001:30::/28',
];
const RESERVED = [
  '240.0.0.0/4',
  '::/8',
  '100::/8',
  '200::/7',
  '400::/6',
  '800::/5',
  '1000::/4',
  '4000::/3',
  '6000::/3',
  '8000::/3',
  'a000::/3',
  'c000::/3',
  'e000::/4',
  'f000::/5',
  'f800::/6',
  'fe00::/9',
];

const bits = (ip: IpAddress): string => ip.address.toString(2).padStart(32, '0');
const textOf = (value: unknown): string => (isText(demand(value)) ? pyStr(value) : '');

function network(question: Question): Test {
  return (value) => {
    const ip = parseNetwork(textOf(value));
    return ip !== undefined && question(ip);
  };
}

function host(question: Question): Test {
  return (value) => {
    const ip = parseAddress(textOf(value));
    return ip !== undefined && question(ip);
  };
}

function isPrivate(ip: IpAddress): boolean {
  const own = mappedOf(ip) ?? ip;
  return isInside(own, PRIVATE) && !isInside(own, NOT_PRIVATE);
}

// the address of IPv4 in ::ffff:10.0.0.1
const mappedOf = (ip: IpAddress): IpAddress | undefined =>
  ip.version === 6 && ip.address >> 32n === 0xffffn
    ? { version: 4, address: ip.address & 0xffffffffn, prefix: 32, hasPrefix: false }
    : undefined;

function isIn(value: unknown, net: unknown): boolean {
  const [a, b] = [parseNetwork(textOf(value)), parseNetwork(textOf(net))];
  return a !== undefined && b !== undefined && holds(b, a);
}
