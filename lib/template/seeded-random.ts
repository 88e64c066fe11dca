import { createHash, randomInt } from 'node:crypto';

/** Random integers: from the system, or the same ones as Python's `random.Random(seed)`. */
export interface RandomSource {
  /** An int in 0 … limit-1. */
  below(limit: number): number;
}

export const systemRandom: RandomSource = { below: (limit) => randomInt(limit) };

/** Python's generator (Mersenne Twister, Matsumoto and Nishimura's published algorithm) for a seed of text or int. */
export function seededRandom(seed: string | number | bigint): RandomSource {
  const twister = new Twister(keyOf(seed));
  return { below: (limit) => belowBits(twister, BigInt(limit)) };
}

/** A list in random order, as Python's `random.shuffle` does it. */
export function shuffled<T>(items: readonly T[], random: RandomSource): T[] {
  const out = [...items];
  for (let n = out.length - 1; n > 0; n--) {
    const other = random.below(n + 1);
    [out[n], out[other]] = [out[other]!, out[n]!];
  }
  return out;
}

function keyOf(seed: string | number | bigint): number[] {
  if (typeof seed !== 'string') return wordsOf(seed < 0 ? -BigInt(seed) : BigInt(seed));
  const bytes = Buffer.from(seed, 'utf8');
  return wordsOf(
    BigInt(`0x${Buffer.concat([bytes, createHash('sha512').update(bytes).digest()]).toString('hex')}`),
  );
}

function wordsOf(value: bigint): number[] {
  const words: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words.length > 0 ? words : [0];
}

function belowBits(twister: Twister, limit: bigint): number {
  const bits = limit.toString(2).length;
  let value = twister.bits(bits);
  while (value >= limit) value = twister.bits(bits);
  return Number(value);
}

const N = 624;
const M = 397;

class Twister {
  private readonly state = new Uint32Array(N);
  private at = N;

  constructor(key: readonly number[]) {
    this.state[0] = 19650218;
    for (let n = 1; n < N; n++) this.state[n] = Math.imul(1812433253, this.mixed(n)) + n;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      this.state[i] = (this.state[i]! ^ Math.imul(this.mixed(i), 1664525)) + key[j]! + j;
      i = this.next(i);
      j = (j + 1) % key.length;
    }
    for (let k = N - 1; k > 0; k--) {
      this.state[i] = (this.state[i]! ^ Math.imul(this.mixed(i), 1566083941)) - i;
      i = this.next(i);
    }
    this.state[0] = 0x80000000;
  }

  bits(count: number): bigint {
    let value = 0n;
    for (let shift = 0; shift < count; shift += 32) {
      const left = Math.min(32, count - shift);
      value |= BigInt(this.word() >>> (32 - left)) << BigInt(shift);
    }
    return value;
  }

  private mixed(n: number): number {
    return this.state[n - 1]! ^ (this.state[n - 1]! >>> 30);
  }

  private next(i: number): number {
    if (i + 1 < N) return i + 1;
    this.state[0] = this.state[N - 1]!;
    return 1;
  }

  private word(): number {
    if (this.at >= N) this.twist();
    let y = this.state[this.at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  private twist(): void {
    for (let n = 0; n < N; n++) {
      const y = (this.state[n]! & 0x80000000) | (this.state[(n + 1) % N]! & 0x7fffffff);
      this.state[n] = this.state[(n + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.at = 0;
  }
}
