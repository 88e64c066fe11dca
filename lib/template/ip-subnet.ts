import type { Value } from '../core/value.js';
import { pyStr } from '../jinja/index.js';
import { readIp } from './ask-ip.js';
import { ADDRESS_BITS, formatCidr, networkOf, sizeOf, type IpAddress } from './ip-address.js';
import { filterError } from './python.js';

/**
 * ansible.utils' `ipsubnet`: the network of an address; how many networks of a size are in it; the one of
 * that size at a place; the place of the network in a larger one.
 */
export function ipSubnet(ip: IpAddress | undefined, query: unknown, index: bigint | undefined): Value {
  if (!ip) return false;
  const net = { ...ip, address: networkOf(ip) };
  const text = query === undefined ? '' : pyStr(query);
  if (text === '') return formatCidr(net.address, net);
  if (!/^\d+$/.test(text)) return placeIn(net, text);
  const prefix = Number(text);
  if (prefix > ADDRESS_BITS[ip.version]) return false;
  return sizeOf(ip) === 1n ? around(net, prefix, index) : within(net, prefix, index);
}

// the networks around one address, the largest first
function around(ip: IpAddress, prefix: number, index: bigint | undefined): Value {
  const bits = ADDRESS_BITS[ip.version];
  const at = Number(index ?? 0n);
  if (index !== undefined && (at > bits + 1 - at || at < prefix - bits)) return false;
  const wanted = at < 0 ? ip.prefix + at : prefix + at;
  if (wanted >= ip.prefix || wanted < prefix) throw filterError('list index out of range');
  return formatCidr(networkOf({ ...ip, prefix: wanted }), { ...ip, prefix: wanted });
}

function within(net: IpAddress, prefix: number, index: bigint | undefined): Value {
  const more = prefix - net.prefix;
  if (index === undefined) {
    if (more < 0) throw filterError(`Requested subnet size of ${prefix} is invalid`);
    return String(1n << BigInt(more));
  }
  // a larger network holds a fraction of one: only its own place is there
  const count = more < 0 ? 2 ** more : 1n << BigInt(more);
  const at = index < 0n ? index + (typeof count === 'bigint' ? count : 0n) : index;
  if (at < 0n || at >= count) return false;
  const step = BigInt(ADDRESS_BITS[net.version] - prefix);
  return formatCidr(net.address + (at << step), { ...net, prefix });
}

function placeIn(net: IpAddress, text: string): Value {
  const query = readIp(text);
  if (!query) throw filterError(`You must pass a valid subnet or IP address; ${text} is invalid`);
  const bits = ADDRESS_BITS[net.version];
  const rest = BigInt(Math.max(0, bits - query.prefix));
  if (net.address >> rest !== networkOf(query) >> rest)
    throw filterError(
      `${formatCidr(net.address, net)} is not in the subnet ${formatCidr(networkOf(query), query)}`,
    );
  const own = BigInt(bits - net.prefix);
  const mask = ((1n << BigInt(Math.max(0, net.prefix - query.prefix))) - 1n) << own;
  return String(((net.address & mask) >> own) + 1n);
}
