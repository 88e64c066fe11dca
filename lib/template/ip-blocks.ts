import { holds, parseIp, type IpAddress } from './ip-address.js';

/** Is the whole of it in one of the networks? */
export const isInside = (ip: IpAddress, blocks: readonly IpAddress[]): boolean =>
  blocks.some((block) => holds(block, ip));

/** Networks by their texts. */
export const blocksOf = (...texts: readonly string[]): readonly IpAddress[] =>
  texts.map((text) => parseIp(text)!);
