import { isInt, isNumber, makeInt, plainInt, toNumber } from './numbers.js';
import { textOf } from './text.js';

const FLOAT =
  /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?|\d+(?:_\d+)*\.(?:[eE][+-]?\d+)?)$/;
const SPECIAL: Readonly<Record<string, number>> = { inf: Infinity, infinity: Infinity, nan: NaN };

/** float(value); `undefined` when Python raises ValueError or TypeError. */
export function toPyFloat(value: unknown): number | undefined {
  if (isNumber(value)) return toNumber(value);
  const text = plainDigits(textOf(value)?.trim());
  if (text === undefined) return undefined;
  if (FLOAT.test(text)) return Number(text.replaceAll('_', ''));
  const [, sign = '', word = ''] = /^([+-]?)([a-zA-Z]+)$/.exec(text) ?? [];
  const special = Object.hasOwn(SPECIAL, word.toLowerCase()) ? SPECIAL[word.toLowerCase()] : undefined;
  return special === undefined ? undefined : sign === '-' ? -special : special;
}

// digits of any script count: each has its ten in a row
function plainDigits<T extends string | undefined>(text: T): T {
  if (text === undefined || /^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    const code = digit.codePointAt(0)!;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
    return String(value);
  }) as T;
}

const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };

/** int(value) or, for text, int(value, base); `undefined` when Python raises ValueError or TypeError. */
export function toPyInt(value: unknown, base = 10): number | bigint | undefined {
  if (isInt(value)) return plainInt(value);
  if (isNumber(value)) {
    const float = toNumber(value);
    return Number.isFinite(float) ? makeInt(BigInt(Math.trunc(float))) : undefined;
  }
  const text = textOf(value);
  if (base === 10 && text !== undefined && /^-?\d{1,15}$/.test(text)) return Number(text) + 0;
  return text === undefined ? undefined : parseInteger(plainDigits(text.trim()), base);
}

function parseInteger(text: string, base: number): number | bigint | undefined {
  const match = /^([+-]?)(0[xXoObB])?_?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, prefix, body] = match as unknown as [string, string, string | undefined, string];
  const ownBase = prefix === undefined ? undefined : PREFIXES[prefix.toLowerCase()];
  // without room for the prefix its letters are digits: int('0b1', 16) is 177
  const usesPrefix = ownBase !== undefined && (base === 0 || base === ownBase);
  const digits = (usesPrefix ? body : (prefix ?? '') + body).replaceAll('_', '').toLowerCase();
  const radix = usesPrefix ? ownBase : base === 0 ? 10 : base;
  if (base === 0 && !usesPrefix && /^0+[1-9]/.test(digits)) return undefined;
  const size = digitsToInt(digits, radix);
  if (size === undefined) return undefined;
  return makeInt(sign === '-' ? -size : size);
}

function digitsToInt(digits: string, radix: number): bigint | undefined {
  let result = 0n;
  for (const digit of digits) {
    const value = parseInt(digit, 36);
    if (Number.isNaN(value) || value >= radix) return undefined;
    result = result * BigInt(radix) + BigInt(value);
  }
  return result;
}
