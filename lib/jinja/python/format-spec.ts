import { PyDate } from '../../core/value.js';
import { dateTimeOf, PyDateTime } from './date-time.js';
import { isFloat, isInt, isNumber, plainInt, toNumber } from './numbers.js';
import { floatText } from '../../core/float-text.js';
import { fixedText, generalText, scientificText } from './number-text.js';
import { PyError } from './py-error.js';
import { pyStr } from './repr.js';
import { textLength, textOf } from './text.js';
import { typeName } from './type-name.js';

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  /** What is rounded to zero has no minus. */
  readonly noMinusZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly group: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:([^])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([^])?$/u;

/** format(value, spec): Python's format mini-language. */
export function formatSpec(value: unknown, text: string): string {
  if (text === '') return pyStr(value);
  const date = value instanceof PyDate ? dateTimeOf(value) : value;
  if (date instanceof PyDateTime) return date.format(text);
  const spec = parseSpec(text, value);
  if (typeof value === 'boolean' && spec.type === 's') throw unknownCode('s', 'bool');
  if (isNumber(value)) return formatNumber(value, spec);
  const string = textOf(value);
  if (string === undefined)
    throw new PyError('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
  return formatText(string, spec);
}

function parseSpec(text: string, value: unknown): Spec {
  const match = SPEC.exec(text);
  if (match === null)
    throw new PyError(
      'ValueError',
      `Invalid format specifier '${text}' for object of type '${typeName(value)}'`,
    );
  const [, fill, align, sign, noMinus, alternate, zero, width, group, precision, type] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? (isNumber(value) ? '=' : '<') : isNumber(value) ? '>' : '<'),
    sign: sign ?? '-',
    noMinusZero: noMinus !== undefined,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    group: group ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}

function formatText(text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str');
  if (spec.group !== '') throw new PyError('ValueError', `Cannot specify '${spec.group}' with 's'.`);
  const refused =
    spec.sign === ' ' ? 'Space' : spec.sign === '+' ? 'Sign' : spec.alternate ? 'Alternate form (#)' : '';
  if (refused !== '') throw new PyError('ValueError', `${refused} not allowed in string format specifier`);
  if (spec.align === '=')
    throw new PyError('ValueError', "'=' alignment not allowed in string format specifier");
  const shown = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('');
  return pad(shown, '', spec);
}

const unknownCode = (type: string, name: string): PyError =>
  new PyError('ValueError', `Unknown format code '${type}' for object of type '${name}'`);

function formatNumber(value: Parameters<typeof toNumber>[0], spec: Spec): string {
  if (isInt(value) && !'eEfFgG%'.includes(spec.type || 'd')) return formatInt(plainInt(value), spec);
  if (isFloat(value) && !'eEfFgGn%'.includes(spec.type)) throw unknownCode(spec.type, 'float');
  const number = toNumber(value);
  const digits = floatDigits(Math.abs(number), spec);
  const isZero = spec.noMinusZero && !/[1-9]/.test(digits);
  const negative = !isZero && (number < 0 || Object.is(number, -0));
  return padGrouped(digits, signOf(negative, spec.sign), spec, 3);
}

function formatInt(value: number | bigint, spec: Spec): string {
  if (spec.precision !== undefined)
    throw new PyError('ValueError', 'Precision not allowed in integer format specifier');
  const size = value < 0 ? -BigInt(value) : BigInt(value);
  const sign = signOf(value < 0, spec.sign);
  const prefixed = sign + (spec.alternate ? `0${spec.type}` : '');
  if (spec.group === ',' && 'bcoxX'.includes(spec.type || 'd'))
    throw new PyError('ValueError', `Cannot specify ',' with '${spec.type}'.`);
  switch (spec.type) {
    case '':
    case 'd':
    case 'n':
      return padGrouped(size.toString(), sign, spec, 3);
    case 'c':
      return formatCode(Number(value), spec);
    case 'b':
      return padGrouped(size.toString(2), prefixed, spec, 4);
    case 'o':
      return padGrouped(size.toString(8), prefixed, spec, 4);
    case 'x':
      return padGrouped(size.toString(16), prefixed, spec, 4);
    case 'X':
      return padGrouped(size.toString(16).toUpperCase(), prefixed, spec, 4);
    default:
      throw unknownCode(spec.type, 'int');
  }
}

function formatCode(code: number, spec: Spec): string {
  const refused = spec.sign !== '-' ? 'Sign' : spec.alternate ? 'Alternate form (#)' : '';
  if (refused !== '')
    throw new PyError('ValueError', `${refused} not allowed with integer format specifier 'c'`);
  return pad(charOfCode(code), '', { ...spec, align: spec.align === '=' ? '<' : spec.align });
}

/** The character of a code, as %c gives it. */
export function charOfCode(code: number): string {
  if (code >= 0 && code < 0x110000) return String.fromCodePoint(code);
  throw new PyError('OverflowError', '%c arg not in range(0x110000)');
}

function signOf(negative: boolean, sign: string): string {
  if (negative) return '-';
  return sign === '-' ? '' : sign;
}

function floatDigits(size: number, spec: Spec): string {
  const upper = spec.type === spec.type.toUpperCase() && spec.type !== '%';
  if (!Number.isFinite(size)) {
    const text = Number.isNaN(size) ? 'nan' : 'inf';
    return (upper && spec.type !== '' ? text.toUpperCase() : text) + (spec.type === '%' ? '%' : '');
  }
  const precision = spec.precision ?? 6;
  switch (spec.type) {
    case 'f':
    case 'F':
      return fixedText(size, precision) + (spec.alternate && precision === 0 ? '.' : '');
    case 'e':
      return scientificText(size, precision);
    case 'E':
      return scientificText(size, precision).toUpperCase();
    case '%':
      return `${fixedText(size * 100, precision)}%`;
    case 'G':
      return generalText(size, precision, spec.alternate).toUpperCase();
    case '':
      return defaultFloat(size, spec);
    default:
      return generalText(size, precision, spec.alternate);
  }
}

function defaultFloat(size: number, spec: Spec): string {
  if (spec.precision === undefined) return floatText(size);
  const text = generalText(size, spec.precision, spec.alternate);
  if (/[.e]/.test(text)) return text;
  return text.length < spec.precision ? `${text}.0` : scientificOrWhole(size, text, spec.precision);
}

const scientificOrWhole = (size: number, text: string, precision: number): string =>
  text.length >= precision ? scientificText(size, precision - 1).replace(/\.?0+e/, 'e') : text;

function group(digits: string, mark: string, size: number): string {
  if (mark === '') return digits;
  const end = /[^0-9a-fA-F]|$/.exec(digits)!.index;
  const whole = digits.slice(0, end).replace(new RegExp(`\\B(?=(?:.{${size}})+$)`, 'g'), mark);
  return whole + digits.slice(end);
}

// zeros that fill a number up are grouped like its digits
function padGrouped(digits: string, sign: string, spec: Spec, size: number): string {
  let body = group(digits, spec.group, size);
  if (spec.group !== '' && spec.fill === '0' && spec.align === '=') {
    for (let zeros = 1; sign.length + body.length < spec.width; zeros++)
      body = group('0'.repeat(zeros) + digits, spec.group, size);
  }
  return pad(body, sign, spec);
}

function pad(body: string, sign: string, spec: Spec): string {
  const missing = spec.width - textLength(body) - sign.length;
  if (missing <= 0) return sign + body;
  if (missing > 100_000_000) throw new PyError('MemoryError', 'the width is too large');
  const fill = (count: number): string => spec.fill.repeat(count);
  switch (spec.align) {
    case '<':
      return sign + body + fill(missing);
    case '^':
      return fill(Math.floor(missing / 2)) + sign + body + fill(Math.ceil(missing / 2));
    case '=':
      return sign + fill(missing) + body;
    default:
      return fill(missing) + sign + body;
  }
}
