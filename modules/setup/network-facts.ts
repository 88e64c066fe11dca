import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import { valueFromJson } from '../../lib/core/value-from-json.js';
import type { Said } from './frames.js';

type Facts = Record<string, Json>;

/** interfaces, one fact for each of them, default_ipv4/6 and all addresses. */
export function networkFacts(said: Said): Dict {
  const devices = said.all('interface').map(readDevice);
  const addresses = said.raw('addresses').split('\n').flatMap(readAddress);
  const facts: Facts = { interfaces: devices.map((device) => device.name) };
  for (const device of devices) {
    const own = addresses.filter((each) => each.device === device.name);
    facts[device.name.replace(/[-:]/g, '_')] = deviceFact(device, own);
  }
  facts['default_ipv4'] = defaultFact(said.text('route4'), devices, addresses, 'inet');
  facts['default_ipv6'] = defaultFact(said.text('route6'), devices, addresses, 'inet6');
  facts['all_ipv4_addresses'] = all(addresses, 'inet');
  facts['all_ipv6_addresses'] = all(addresses, 'inet6');
  return valueFromJson(facts) as Dict;
}

const all = (addresses: readonly Address[], family: string): Json =>
  addresses.flatMap((each) =>
    each.family === family && !/^(127\.|::1$)/.test(each.address) ? [each.address] : [],
  );

interface Device {
  readonly name: string;
  readonly mac: string;
  readonly mtu: number;
  readonly flags: number;
  readonly type: string;
  readonly state: string;
  readonly speed: number | undefined;
  readonly module: string;
  readonly pciid: string;
  readonly extra: readonly string[];
}

function readDevice(line: string): Device {
  const [
    name = '',
    mac = '',
    mtu = '',
    flags = '0',
    type = '',
    state = '',
    speed = '',
    module = '',
    pciid = '',
    extra = '',
  ] = line.split('|');
  const words = extra
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const kind = words[0] === 'bridge' ? 'bridge' : words[0] === 'bonding' ? 'bonding' : typeName(type);
  // -1 is what a link without a speed says
  const known = speed.trim() === '' ? undefined : Number(speed);
  return {
    name,
    mac,
    mtu: Number(mtu),
    flags: Number(flags),
    type: kind,
    state,
    speed: known,
    module,
    pciid,
    extra: words,
  };
}

const typeName = (number: string): string =>
  ({ '1': 'ether', '772': 'loopback', '32': 'infiniband', '512': 'ppp', '768': 'tunnel', '65534': 'tunnel' })[
    number
  ] ?? 'unknown';

interface Address {
  readonly device: string;
  readonly family: string;
  readonly address: string;
  readonly prefix: number;
  readonly broadcast: string;
  readonly scope: string;
  readonly label: string;
}

// 2: eth0    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0\       valid_lft …
function readAddress(line: string): Address[] {
  const found = /^\d+:\s+([^\s@]+)(?:@\S+)?\s+(inet6?)\s+([^\s/]+)(?:\s+peer\s+\S+?)?(?:\/(\d+))?(.*)$/.exec(
    line,
  );
  if (!found) return [];
  const [, device = '', family = '', address = '', prefix, rest = ''] = found;
  const broadcast = /\bbrd\s+(\S+)/.exec(rest)?.[1] ?? '';
  const scope = /\bscope\s+(\S+)/.exec(rest)?.[1] ?? '';
  const label = /\bscope\s+\S+\s+(?:\w+\s+)*?([^\s\\]+)\\/.exec(rest)?.[1] ?? device;
  return [
    {
      device,
      family,
      address,
      prefix: Number(prefix ?? (family === 'inet' ? 32 : 128)),
      broadcast,
      scope,
      label,
    },
  ];
}

function deviceFact(device: Device, addresses: readonly Address[]): Facts {
  const four = addresses.filter((each) => each.family === 'inet').map(ipv4Fact);
  const six = addresses
    .filter((each) => each.family === 'inet6')
    .map((each) => ({ address: each.address, prefix: String(each.prefix), scope: each.scope }));
  return {
    device: device.name,
    active: isActive(device),
    mtu: device.mtu,
    type: device.type,
    promisc: (device.flags & 0x100) !== 0,
    ...(device.type === 'loopback' || device.mac === '' ? {} : { macaddress: device.mac }),
    ...(device.speed === undefined ? {} : { speed: device.speed }),
    ...(device.module === '' ? {} : { module: device.module }),
    ...(device.pciid === '' ? {} : { pciid: device.pciid }),
    ...bridgeFacts(device),
    ...(four[0] ? { ipv4: four[0] } : {}),
    ...(four.length > 1 ? { ipv4_secondaries: four.slice(1) } : {}),
    ...(six.length > 0 ? { ipv6: six } : {}),
  };
}

const isActive = (device: Device): boolean => device.state !== 'down' && (device.flags & 1) !== 0;

function bridgeFacts(device: Device): Facts {
  const [kind, first = '', second = '', ...rest] = device.extra;
  if (kind === 'bridge') return { id: first, stp: second === '1', interfaces: rest };
  if (kind === 'bonding') return { mode: first, slaves: rest };
  return {};
}

function ipv4Fact(address: Address): Facts {
  const mask = address.prefix === 0 ? 0 : (0xffffffff << (32 - address.prefix)) >>> 0;
  const network = (numberOf(address.address) & mask) >>> 0;
  return {
    address: address.address,
    broadcast: address.broadcast,
    netmask: dotted(mask),
    network: dotted(network),
    prefix: String(address.prefix),
  };
}

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
const dotted = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

function defaultFact(
  route: string,
  devices: readonly Device[],
  addresses: readonly Address[],
  family: string,
): Facts {
  const source = /\bsrc\s+(\S+)/.exec(route)?.[1];
  const name = /\bdev\s+(\S+)/.exec(route)?.[1];
  const gateway = /\bvia\s+(\S+)/.exec(route)?.[1];
  const device = devices.find((each) => each.name === name);
  const address = addresses.find((each) => each.address === source && each.family === family);
  if (!device || !address) return {};
  const common = {
    ...(gateway === undefined ? {} : { gateway }),
    interface: device.name,
    address: address.address,
  };
  const link = {
    ...(device.type === 'loopback' ? {} : { macaddress: device.mac }),
    mtu: device.mtu,
    type: device.type,
  };
  if (family === 'inet') return { ...common, ...ipv4Fact(address), ...link, alias: address.label };
  return { ...common, prefix: String(address.prefix), scope: address.scope, ...link };
}
