import { isDict, Tuple } from '../../core/value.js';
import { dictGet, dictHas } from './dict.js';
import { escapeHtml } from './escape-html.js';
import { isFloat, isInt, isNumber, plainInt, toNumber } from './numbers.js';
import { charOfCode } from './format-spec.js';
import { fixedText, generalText, scientificText } from './number-text.js';
import { PyError } from './py-error.js';
import { Markup } from './py-object.js';
import { pyAscii, pyRepr, pyStr } from './repr.js';
import { PyRange } from './sequences.js';
import { Undefined } from './undefined.js';
import { textLength, textOf } from './text.js';
import { typeName } from './type-name.js';

interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

const DIRECTIVE = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([^]?)/gu;

/** `'%s: %03d' % (name, number)`. */
export function formatPercent(format: unknown, values: unknown): unknown {
  const text = textOf(format)!;
  const reader = new ValueReader(values);
  const safe = format instanceof Markup;
  const result = text.replace(DIRECTIVE, (whole, key, flags, width, precision, type, at: number) => {
    if (type === '%' && whole.length === 2) return '%';
    const conversion: Conversion = {
      flags: flags as string,
      width: width === '*' ? reader.size() : Number(width ?? 0),
      precision:
        precision === undefined
          ? undefined
          : precision === '*'
            ? Math.max(0, reader.size())
            : Number(precision),
      type: type as string,
    };
    if (type === '') throw new PyError('ValueError', 'incomplete format');
    if (type === '(') throw new PyError('ValueError', 'incomplete format key');
    const value = key === undefined ? reader.next() : reader.named(key as string);
    const shown = convert(value, conversion, at + whole.length - 1);
    return safe && !(value instanceof Markup) ? escapeHtml(shown) : shown;
  });
  reader.finish();
  return safe ? new Markup(result) : result;
}

class ValueReader {
  private index = 0;
  private usedName = false;

  constructor(private readonly values: unknown) {}

  next(): unknown {
    const single = !(this.values instanceof Tuple);
    const items = single ? [this.values] : this.values;
    // a dict that was asked by name is no argument of its own any more
    if (this.usedName || this.index >= items.length)
      throw new PyError('TypeError', 'not enough arguments for format string');
    return items[this.index++];
  }

  /** A width or precision that `*` asks for. */
  size(): number {
    const value = this.next();
    if (isInt(value)) return Number(value);
    throw new PyError('TypeError', '* wants int');
  }

  named(key: string): unknown {
    if (Array.isArray(this.values) && !(this.values instanceof Tuple))
      throw new PyError('TypeError', 'list indices must be integers or slices, not str');
    if (!isDict(this.values)) throw new PyError('TypeError', 'format requires a mapping');
    this.usedName = true;
    if (!dictHas(this.values, key)) throw new PyError('KeyError', pyRepr(key));
    return dictGet(this.values, key);
  }

  finish(): void {
    if (this.usedName || isMapping(this.values)) return;
    const given = this.values instanceof Tuple ? this.values.length : 1;
    if (this.index < given) {
      throw new PyError('TypeError', 'not all arguments converted during string formatting');
    }
  }
}

// whatever has items by key passes for a mapping, which need not be used up
function isMapping(values: unknown): boolean {
  if (isDict(values) || values instanceof PyRange || values instanceof Undefined) return true;
  return Array.isArray(values) && !(values instanceof Tuple);
}

function convert(value: unknown, conversion: Conversion, at: number): string {
  const { type, precision } = conversion;
  switch (type) {
    case 's':
      return padText(cut(pyStr(value), precision), conversion);
    case 'r':
      return padText(cut(reprOf(value), precision), conversion);
    case 'a':
      return padText(cut(pyAscii(value), precision), conversion);
    case 'c':
      return padText(charOf(value), conversion);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return convertInt(value, conversion);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return convertFloat(value, conversion);
    default: {
      const code = type.codePointAt(0)!.toString(16);
      throw new PyError('ValueError', `unsupported format character '${type}' (0x${code}) at index ${at}`);
    }
  }
}

// `%r` is how one looks at an undefined value without failing
const reprOf = (value: unknown): string =>
  value instanceof Undefined && value.kind === 'chainable' ? undefinedRepr(value) : pyRepr(value);

const undefinedRepr = ({ name, message }: Undefined): string =>
  name === undefined || name === null
    ? `AnsibleUndefined(hint=${pyRepr(message)}, obj=missing, name=None)`
    : `AnsibleUndefined(hint=None, obj=missing, name=${pyRepr(name)})`;

const cut = (text: string, length: number | undefined): string =>
  length === undefined ? text : [...text].slice(0, length).join('');

function charOf(value: unknown): string {
  if (isInt(value)) return charOfCode(Number(value));
  const text = textOf(value);
  if (text === undefined || textLength(text) !== 1) throw new PyError('TypeError', '%c requires int or char');
  return text;
}

function convertInt(value: unknown, conversion: Conversion): string {
  const { type } = conversion;
  const hex = type === 'o' || type === 'x' || type === 'X';
  if (!isNumber(value) || (hex && isFloat(value))) {
    const needed = hex ? 'an integer is required' : 'a real number is required';
    throw new PyError('TypeError', `%${type} format: ${needed}, not ${typeName(value)}`);
  }
  const int = isFloat(value) ? wholeOf(toNumber(value)) : BigInt(plainInt(value));
  const radix = type === 'o' ? 8 : hex ? 16 : 10;
  const size = (int < 0n ? -int : int).toString(radix).padStart(conversion.precision ?? 0, '0');
  const prefix = conversion.flags.includes('#') && hex ? `0${type.toLowerCase()}` : '';
  const digits = prefix + size;
  return padNumber(type === 'X' ? digits.toUpperCase() : digits, int < 0n, conversion);
}

function wholeOf(value: number): bigint {
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  throw Number.isNaN(value)
    ? new PyError('ValueError', 'cannot convert float NaN to integer')
    : new PyError('OverflowError', 'cannot convert float infinity to integer');
}

function convertFloat(value: unknown, conversion: Conversion): string {
  const number = floatOf(value);
  const negative = number < 0 || Object.is(number, -0);
  const digits = floatDigits(Math.abs(number), conversion);
  const upper = conversion.type < 'a';
  return padNumber(upper ? digits.toUpperCase() : digits, negative, conversion);
}

function floatOf(value: unknown): number {
  if (isNumber(value)) return toNumber(value);
  throw new PyError('TypeError', `must be real number, not ${typeName(value)}`);
}

function floatDigits(size: number, { type, precision = 6, flags }: Conversion): string {
  if (!Number.isFinite(size)) return Number.isNaN(size) ? 'nan' : 'inf';
  switch (type.toLowerCase()) {
    case 'f':
      return fixedText(size, precision);
    case 'e':
      return scientificText(size, precision);
    default:
      return generalText(size, precision, flags.includes('#'));
  }
}

// a negative width that `*` gave stands at the left
const isLeft = ({ flags, width }: Conversion): boolean => flags.includes('-') || width < 0;

function padText(text: string, conversion: Conversion): string {
  const missing = Math.max(0, Math.abs(conversion.width) - textLength(text));
  return isLeft(conversion) ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

function padNumber(digits: string, negative: boolean, conversion: Conversion): string {
  const { flags } = conversion;
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const missing = Math.max(0, Math.abs(conversion.width) - digits.length - sign.length);
  if (isLeft(conversion)) return sign + digits + ' '.repeat(missing);
  return flags.includes('0') ? sign + '0'.repeat(missing) + digits : ' '.repeat(missing) + sign + digits;
}
