/** An address with the length of its network, if one was given: `10.1.2.3/24`, `fd00::1`. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly address: bigint;
  readonly prefix: number;
  /** Was a prefix or netmask written? */
  readonly hasPrefix: boolean;
}

export const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

/**
 * The address a text means, read as generously as Python's netaddr reads networks: `10.1/16`, `010.1.2.3`,
 * `10.1.2.3/255.255.255.0`, `10.1.2.3/0.0.0.255`, `fd00::1/ffff::`; `undefined` when it is none.
 */
export function parseIp(text: string): IpAddress | undefined {
  const [host = '', mask, more] = text.split('/');
  if (more !== undefined) return undefined;
  const version = host.includes(':') ? 6 : 4;
  const address = version === 4 ? parseV4(host) : parseV6(host);
  const prefix = mask === undefined ? ADDRESS_BITS[version] : prefixOf(mask, version);
  if (address === undefined || prefix === undefined) return undefined;
  return { version, address, prefix, hasPrefix: mask !== undefined };
}

/** A number is an address of IPv4 as long as it fits. */
export function ipOfInteger(address: bigint): IpAddress | undefined {
  if (address < 0n || address >= 1n << 128n) return undefined;
  const version = address < 1n << 32n ? 4 : 6;
  return { version, address, prefix: ADDRESS_BITS[version], hasPrefix: false };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.').map(pythonInt);
  if (parts.length > 4 || !parts.every((part) => part !== undefined && part >= 0 && part < 256))
    return undefined;
  while (parts.length < 4) parts.push(0);
  return parts.reduce<bigint>((sum, part) => (sum << 8n) | BigInt(part!), 0n);
}

// what Python's int() reads: spaces around it, a sign, zeros in front
const pythonInt = (text: string): number | undefined =>
  /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;

/** The number of an IPv6 address; `undefined` when the text is none. */
export function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [wordsOf(halves[0]!, halves.length === 1), wordsOf(halves[1] ?? '', true)];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const words = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  return words.reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
}

// the last 32 bits may be written as IPv4
function wordsOf(text: string, isEnd: boolean): string[] {
  if (text === '') return [];
  const words = text.split(':');
  const number = isEnd ? dotted(words.at(-1)!) : undefined;
  if (number === undefined) return words;
  return [...words.slice(0, -1), (number >> 16n).toString(16), (number & 0xffffn).toString(16)];
}

/** The number behind four decimal parts without zeros in front. */
export function dotted(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function prefixOf(mask: string, version: 4 | 6): number | undefined {
  const bits = ADDRESS_BITS[version];
  const length = pythonInt(mask);
  if (length !== undefined) return length >= 0 && length <= bits ? length : undefined;
  const number = version === 4 ? dotted(mask) : parseV6(mask);
  return number === undefined ? undefined : maskLength(number, bits);
}

/** How many ones a netmask begins with, or zeros a hostmask; `undefined` for what is neither. */
export function maskLength(mask: bigint, bits: number): number | undefined {
  const text = mask.toString(2).padStart(bits, '0');
  if (/^1*0*$/.test(text)) return text.replace(/0+$/, '').length;
  return /^0+1+$/.test(text) ? text.indexOf('1') : undefined;
}

/** All ones of the network part. */
export const netmaskOf = ({ version, prefix }: IpAddress): bigint =>
  ((1n << BigInt(prefix)) - 1n) << BigInt(ADDRESS_BITS[version] - prefix);

export const networkOf = (ip: IpAddress): bigint => ip.address & netmaskOf(ip);

/** The last address of the network. */
export const lastOf = (ip: IpAddress): bigint => networkOf(ip) + sizeOf(ip) - 1n;

export const sizeOf = ({ version, prefix }: IpAddress): bigint =>
  1n << BigInt(ADDRESS_BITS[version] - prefix);

export const holds = (net: IpAddress, ip: IpAddress): boolean =>
  net.version === ip.version && networkOf(net) <= networkOf(ip) && lastOf(ip) <= lastOf(net);

/** `10.0.0.1`, `fd00::1` */
export function formatIp(address: bigint, version: 4 | 6): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  const mapped = address >> 32n === 0xffffn;
  // as the C library prints them: addresses of IPv4 in one of IPv6
  if (mapped || (address >> 32n === 0n && address >> 16n !== 0n))
    return `::${mapped ? 'ffff:' : ''}${formatIp(address & 0xffffffffn, 4)}`;
  const words = Array.from({ length: 8 }, (_, n) =>
    ((address >> BigInt(112 - 16 * n)) & 0xffffn).toString(16),
  );
  const { start, length } = longestZeros(words);
  if (length < 2) return words.join(':');
  return `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`;
}

/** With the length of its network. */
export const formatCidr = (
  address: bigint,
  { version, prefix }: Pick<IpAddress, 'version' | 'prefix'>,
): string => `${formatIp(address, version)}/${prefix}`;

function longestZeros(words: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < words.length; start++) {
    let length = 0;
    while (words[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
