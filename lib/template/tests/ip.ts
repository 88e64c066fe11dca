import { demand, pyStr, type Test } from '../../jinja/index.js';
import { macDigits } from '../filters/hwaddr.js';
import { lastOf, networkOf, parseIp, type IpAddress } from '../ip-address.js';
import { isText, itemsOf } from '../python.js';

type Question = (ip: IpAddress) => boolean;

/** ansible.utils' tests of addresses. What is no address is not any of these. */
const questions: Readonly<Record<string, Test>> = {
  ip: about(() => true),
  ipv4: about((ip) => ip.version === 4),
  ipv6: about((ip) => ip.version === 6),
  ip_address: host(() => true),
  ipv4_address: host((ip) => ip.version === 4),
  ipv6_address: host((ip) => ip.version === 6),
  ipv6_ipv4_mapped: host((ip) => ip.version === 6 && ip.address >> 32n === 0xffffn),
  ipv6_sixtofour: host((ip) => ip.version === 6 && ip.address >> 112n === 0x2002n),
  ipv6_teredo: host((ip) => ip.version === 6 && ip.address >> 96n === 0x20010000n),
  ipv4_netmask: host((ip) => ip.version === 4 && /^1*0*$/.test(bits(ip))),
  ipv4_hostmask: host((ip) => ip.version === 4 && /^0*1*$/.test(bits(ip))),
  loopback: host((ip) => within(ip, ['127.0.0.0/8', '::1/128'])),
  multicast: host((ip) => within(ip, ['224.0.0.0/4', 'ff00::/8'])),
  unspecified: host((ip) => ip.address === 0n),
  reserved: host((ip) => within(ip, RESERVED)),
  private: host((ip) => within(ip, PRIVATE)),
  public: host((ip) => !within(ip, PRIVATE) && !within(ip, ['100.64.0.0/10'])),
  mac: (value) =>
    isText(demand(value)) && macDigits(value) !== undefined && /[:.-]|^[0-9a-fA-F]{12}$/.test(pyStr(value)),
  in_network: (value, args) => inside(value, args[0]),
  subnet_of: (value, args) => inside(value, args[0]),
  supernet_of: (value, args) => inside(args[0], value),
  in_any_network: (value, args) => itemsOf(args[0]).some((net) => inside(value, net)),
  in_one_network: (value, args) => itemsOf(args[0]).filter((net) => inside(value, net)).length === 1,
};

export const ipTests: Readonly<Record<string, Test>> = Object.fromEntries(
  Object.entries(questions).map(([name, test]) => [`ansible.utils.${name}`, test]),
);

const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/29',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '::1/128',
  '::/128',
  '::ffff:0:0/96',
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
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
const strict = (value: unknown): IpAddress | undefined => {
  const text = isText(demand(value)) ? pyStr(value) : '';
  return text.includes(':') || text.split('.').length === 4 ? parseIp(text) : undefined;
};

function about(question: Question): Test {
  return (value) => {
    const ip = strict(value);
    return ip !== undefined && question(ip);
  };
}

function host(question: Question): Test {
  return about((ip) => !ip.hasPrefix && question(ip));
}

const within = (ip: IpAddress, nets: readonly string[]): boolean =>
  nets.some((net) => holds(parseIp(net)!, ip));

const holds = (net: IpAddress, ip: IpAddress): boolean =>
  net.version === ip.version && networkOf(net) <= networkOf(ip) && lastOf(ip) <= lastOf(net);

function inside(value: unknown, net: unknown): boolean {
  const [a, b] = [strict(value), strict(net)];
  return a !== undefined && b !== undefined && holds(b, a);
}
