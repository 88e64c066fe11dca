/** An address with the length of its network, if one was given: `10.1.2.3/24`, `fd00::1`. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly address: bigint;
  readonly prefix: number;
  /** Was a prefix or netmask written? */
  readonly hasPrefix: boolean;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The address a text means; `undefined` when it is none. */
export function parseIp(text: string): IpAddress | undefined {
  const [host = '', mask, more] = text.trim().split('/');
  const version = host.includes(':') ? 6 : 4;
  const address = version === 4 ? parseV4(host) : parseV6(host);
  const prefix = mask === undefined ? BITS[version] : prefixOf(mask, version);
  if (more !== undefined || address === undefined || prefix === undefined) return undefined;
  return { version, address, prefix, hasPrefix: mask !== undefined };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  while (parts.length > 1 && parts.length < 4) parts.push('0');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map(wordsOf);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const words = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  return words.reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
}

function wordsOf(text: string): string[] {
  if (text === '') return [];
  const v4 = /(?:^|:)([\d.]+)$/.exec(text)?.[1];
  const number = v4?.includes('.') ? parseV4(v4) : undefined;
  if (number === undefined) return text.split(':');
  const rest = text.slice(0, text.length - v4!.length).replace(/:$/, '');
  return [
    ...(rest === '' ? [] : rest.split(':')),
    (number >> 16n).toString(16),
    (number & 0xffffn).toString(16),
  ];
}

function prefixOf(mask: string, version: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(mask)) return Number(mask) <= BITS[version] ? Number(mask) : undefined;
  const number = version === 4 ? parseV4(mask) : undefined;
  const bits = number?.toString(2).padStart(32, '0');
  return bits && /^1*0*$/.test(bits) ? bits.replace(/0+$/, '').length : undefined;
}

/** All ones of the network part. */
export const netmaskOf = ({ version, prefix }: IpAddress): bigint =>
  ((1n << BigInt(prefix)) - 1n) << BigInt(BITS[version] - prefix);

export const networkOf = (ip: IpAddress): bigint => ip.address & netmaskOf(ip);

/** The last address of the network. */
export const lastOf = (ip: IpAddress): bigint => networkOf(ip) + sizeOf(ip) - 1n;

export const sizeOf = ({ version, prefix }: IpAddress): bigint => 1n << BigInt(BITS[version] - prefix);

/** `10.0.0.1`, `fd00::1` */
export function formatIp(address: bigint, version: 4 | 6): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  if (address >> 32n === 0xffffn) return `::ffff:${formatIp(address & 0xffffffffn, 4)}`;
  const words = Array.from({ length: 8 }, (_, n) =>
    ((address >> BigInt(112 - 16 * n)) & 0xffffn).toString(16),
  );
  const { start, length } = longestZeros(words);
  if (length < 2) return words.join(':');
  return `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`;
}

function longestZeros(words: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < words.length; start++) {
    let length = 0;
    while (words[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
