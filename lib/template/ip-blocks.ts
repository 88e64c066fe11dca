import { holds, parseIp, type IpAddress } from './ip-address.js';

/** Is the whole of it in one of the networks, which are told by their texts? */
export const isInside = (ip: IpAddress, blocks: readonly string[]): boolean =>
  blocks.some((block) => holds(networkOf(block), ip));

const networks = new Map<string, IpAddress>();

// a hundred networks are known, and few runs ask for any
function networkOf(text: string): IpAddress {
  let network = networks.get(text);
  if (!network) networks.set(text, (network = parseIp(text)!));
  return network;
}
