import type { Value } from '../../core/value.js';
import { demand, pyRepr, pyStr, type Filter } from '../../jinja/index.js';
import { cidrMerge } from '../cidr-merge.js';
import { formatIp, lastOf, networkOf, sizeOf, type IpAddress } from '../ip-address.js';
import { askIp, readIp } from '../ask-ip.js';
import { nthUsable, usableBounds } from '../ip-queries.js';
import { ipSubnet } from '../ip-subnet.js';
import {
  filterError,
  filterTypeError,
  isMapping,
  isSequence,
  isText,
  numberOf,
  typeName,
} from '../python.js';
import { specified } from '../specified.js';
import { usableRange } from '../strict-ip.js';
import { euiOf, eui64Of } from './hwaddr.js';

/** ansible.utils' `ipaddr` family. An answer is false when the value is no (such) address. */
export const ipFilters: Readonly<Record<string, Filter>> = {
  ipaddr: specified(['value', 'query', 'version', 'alias'], (given) => ask('ipaddr', given)),
  ipv4: specified(['value', 'query'], (given) => ask('ipv4', given, 4)),
  ipv6: specified(['value', 'query'], (given) => ask('ipv6', given, 6)),
  // it takes a query and asks none
  ipwrap: specified(['value', 'query'], ({ value }) => {
    const plain = demand(value);
    if (!isText(plain) && !isList(plain)) throw unrecognized('ipwrap', plain);
    return wrapped(plain);
  }),
  ipsubnet: specified(['value', 'query', 'index'], ({ value, query, index }) =>
    ipSubnet(ipOf(value), query, integerOf('index', index)),
  ),
  ipmath: specified(['value', 'amount'], ({ value, amount }) =>
    moved(demand(value), integerOf('amount', amount)),
  ),
  nthhost: specified(['value', 'query'], ({ value, query }) => hostAt(ipOf(value), query)),
  next_nth_usable: specified(['value', 'offset'], ({ value, offset }) => usable(ipOf(value), offset, 1n)),
  previous_nth_usable: specified(['value', 'offset'], ({ value, offset }) =>
    usable(ipOf(value), offset, -1n),
  ),
  network_in_network: specified(['value', 'test'], ({ value, test = '' }) => isWithin(value, test, wholeOf)),
  network_in_usable: specified(['value', 'test'], ({ value, test = '' }) => isWithin(value, test, usableOf)),
  reduce_on_network: specified(['value', 'network'], ({ value, network = '' }) =>
    listOf(demand(value)).filter((item) => isWithin(network, item, wholeOf)),
  ),
  cidr_merge: specified(['value', 'action'], ({ value, action }) => {
    const plain = demand(value);
    return cidrMerge(plain === null ? null : listOf(plain), action === undefined ? 'merge' : pyStr(action));
  }),
  ip4_hex: specified(['arg', 'delimiter'], ({ arg, delimiter }) =>
    hexadecimal(demand(arg), delimiter === undefined ? '' : pyStr(delimiter)),
  ),
  slaac: specified(['value', 'query'], ({ value, query }) => slaac(ipOf(value), query)),
  usable_range: (value) => usableRange(demand(value)),
};

interface Asked {
  readonly value?: unknown;
  readonly query?: unknown;
  readonly version?: unknown;
  readonly alias?: unknown;
}

function ask(name: string, { value, query, version, alias }: Asked, only?: 4 | 6): Value {
  const plain = demand(value);
  if (!isText(plain) && !isInteger(plain) && !isList(plain)) throw unrecognized(name, plain);
  return askIp(plain, {
    query: textOf(query),
    alias: textOf(alias) || name,
    version: only ?? (numberOf(integerOf('version', version)) as 4 | 6 | undefined),
  });
}

const ipOf = (value: unknown): IpAddress | undefined => {
  const plain = demand(value);
  return plain === null || typeof plain === 'boolean' ? undefined : readIp(pyStr(plain));
};
const isList = (value: unknown): boolean => typeName(value) === 'list';
const unrecognized = (name: string, value: unknown): Error =>
  filterError(`Unrecognized type <<class '${typeName(value)}'>> for ${name} filter <value>`);

// what an argument of Ansible's type list takes
function listOf(value: unknown): readonly Value[] {
  if (value === null) throw filterTypeError("'NoneType' object is not iterable");
  if (isMapping(value) || typeName(value) === 'tuple') throw cannotConvert('value', value, 'a list');
  if (isText(value)) return pyStr(value).split(',');
  return isSequence(value) ? value.map((item) => pyStr(item)) : [pyStr(value)];
}

// what an argument of Ansible's type int takes
function integerOf(name: string, value: unknown): bigint | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'boolean' ? String(Number(value)) : pyStr(value).trim();
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  throw cannotConvert(name, value, 'an int');
}

function cannotConvert(name: string, value: unknown, what: string): Error {
  const type = `<class '${typeName(value)}'>`;
  const wanted = what.split(' ')[1]!;
  return filterError(
    `["argument '${name}' is of type ${type} and we were unable to convert to ${wanted}: ${type} cannot be converted to ${what}"]`,
  );
}

const textOf = (value: unknown): string => (value === undefined ? '' : pyStr(value));
const isInteger = (value: unknown): boolean =>
  typeof value === 'boolean' || typeof value === 'bigint' || Number.isInteger(value);

// what is no address stays as it is
function wrapped(value: unknown): Value {
  if (isSequence(value)) return value.map((item) => wrapped(item));
  const found = askIp(value, { query: '', alias: 'ipwrap' });
  return found === false ? (value as Value) : askIp(found, { query: 'wrap', alias: 'ipwrap' });
}

function moved(value: unknown, amount: bigint | undefined): string {
  if (value === null) throw filterTypeError("argument of type 'NoneType' is not iterable");
  const text = pyStr(value);
  const ip = /^\s/.test(text)
    ? undefined
    : text.includes('/') || text.includes(':') || text.split('.').length === 4
      ? readIp(text)
      : shortIp(text);
  if (!ip) throw filterError(`You must pass a valid IP address; ${text} is invalid`);
  if (amount === undefined)
    throw filterError('You must pass an integer for arithmetic; None is not a valid integer');
  const found = ip.address + amount;
  if (found < 0n || found >= 1n << (ip.version === 4 ? 32n : 128n))
    throw filterError('result outside valid IP address boundary!');
  return formatIp(found, ip.version);
}

// as inet_aton reads a lone address: the last part fills what is left
function shortIp(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]+|\d+)$/i.test(part))) return undefined;
  const numbers = parts.map((part) => (/^0[0-7]+$/.test(part) ? parseInt(part, 8) : Number(part)));
  const rest = 2 ** (8 * (5 - parts.length));
  if (numbers.at(-1)! >= rest || numbers.slice(0, -1).some((part) => part > 255)) return undefined;
  const high = numbers.slice(0, -1).reduce((sum, part, n) => sum + part * 2 ** (24 - 8 * n), 0);
  return readIp(String(high + numbers.at(-1)!));
}

function hostAt(ip: IpAddress | undefined, query: unknown): Value {
  const text = textOf(query);
  if (!ip || !/^\s*[+-]?\d+\s*$/.test(text)) return false;
  const n = BigInt(text.trim());
  if (n >= sizeOf(ip)) return false;
  if (n < -sizeOf(ip)) throw filterError('index out range for address range size!');
  return formatIp(n < 0n ? lastOf(ip) + 1n + n : networkOf(ip) + n, ip.version);
}

function usable(ip: IpAddress | undefined, offset: unknown, sign: bigint): Value {
  if (!ip) return false;
  const by = integerOf('offset', offset);
  if (by === undefined) throw filterError('Must pass in an integer');
  return sizeOf(ip) > 1n ? nthUsable(ip, sign * by) : null;
}

const wholeOf = (ip: IpAddress): [bigint, bigint] => [networkOf(ip), lastOf(ip)];
const usableOf = (ip: IpAddress): [bigint, bigint] => (sizeOf(ip) > 1n ? usableBounds(ip) : wholeOf(ip));

// numbers are compared, whatever the version; what is no address counts as 0
function isWithin(value: unknown, test: unknown, bounds: (ip: IpAddress) => [bigint, bigint]): boolean {
  const [net, ip] = [ipOf(value), ipOf(test)];
  const [first, last] = net ? bounds(net) : NO_ADDRESS;
  const [from, to] = ip ? wholeOf(ip) : NO_ADDRESS;
  return from >= first && to <= last;
}

const NO_ADDRESS: readonly [bigint, bigint] = [0n, 0n];

function hexadecimal(value: unknown, delimiter: string): string {
  if (value === null) throw filterError("'NoneType' object has no attribute 'split'");
  const parts = pyStr(value).split('.');
  const wrong = parts.find((part) => !/^\s*[+-]?\d+\s*$/.test(part));
  if (wrong !== undefined) throw filterError(`invalid literal for int() with base 10: ${pyRepr(wrong)}`);
  if (parts.length < 4)
    throw filterError(`Replacement index ${parts.length} out of range for positional args tuple`);
  const hex = (part: string): string => Number(part).toString(16).padStart(2, '0');
  return parts.slice(0, 4).map(hex).join(delimiter);
}

/** The address a host with this MAC gives itself in the network. */
function slaac(ip: IpAddress | undefined, query: unknown): Value {
  const eui = query === undefined ? undefined : euiOf(pyStr(query));
  if (ip?.version !== 6 || !eui) return false;
  return formatIp(networkOf(ip) + (eui64Of(eui) ^ (1n << 57n)), 6);
}
