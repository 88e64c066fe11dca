import { PyFloat, type Value } from '../core/value.js';
import { parseTimestamp, timestampPattern } from './parse-timestamp.js';
import type { ScalarStyle } from './types.js';

/**
 * The value of a scalar as PyYAML's SafeLoader sees it: plain text by its looks, tagged text by its tag.
 *
 * @throws RangeError when the text does not fit its type (`2024-13-45`, `!!int x`)
 */
export function resolveScalar(text: string, style: ScalarStyle, tag?: string, json = false): Value {
  if (tag === undefined || tag === '') {
    return style === 'plain' || style === 'absent' ? resolvePlain(text, json) : text;
  }
  if (tag === '!') return text === '' ? '' : resolvePlain(text, json);
  const construct = byTag[tag];
  if (!construct) throw new RangeError(`the tag ${shortTag(tag)} is not known`);
  return construct(text);
}

function resolvePlain(text: string, json: boolean): Value {
  if (!/^[-+.~=0-9a-zA-Z<]|^$/.test(text)) return text;
  if (nullPattern.test(text)) return null;
  if (boolPattern.test(text)) return readBool(text);
  if (json && /^-?\d+(\.\d+)?[eE]/.test(text)) return floatOf(Number(text));
  if (intPattern.test(text)) return readInt(text);
  if (floatPattern.test(text)) return readFloat(text);
  if (timestampPattern.test(text)) return parseTimestamp(text);
  if (text === '=' || text === '<<')
    throw new RangeError(`a plain '${text}' has a meaning of its own in YAML 1.1: quote it`);
  return text;
}

const nullPattern = /^(?:~|null|Null|NULL|)$/;
const boolPattern = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const intPattern =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
// an exponent needs a point and a sign: 1e3 and 1.0e3 are text
const floatPattern =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const byTag: Record<string, (text: string) => Value> = {
  '!unsafe': (text) => text,
  'tag:yaml.org,2002:str': (text) => text,
  'tag:yaml.org,2002:python/unicode': (text) => text,
  'tag:yaml.org,2002:null': () => null,
  'tag:yaml.org,2002:bool': readBool,
  'tag:yaml.org,2002:int': readInt,
  'tag:yaml.org,2002:float': readFloat,
  'tag:yaml.org,2002:timestamp': parseTimestamp,
  'tag:yaml.org,2002:binary': readBinary,
};

export const shortTag = (tag: string): string => tag.replace('tag:yaml.org,2002:', '!!');

function readBool(text: string): boolean {
  if (!/^(?:yes|no|true|false|on|off)$/i.test(text)) throw new RangeError(`'${text}' is not a bool`);
  return /^(?:yes|true|on)$/i.test(text);
}

function readInt(text: string): number | bigint {
  const digits = text.replaceAll('_', '');
  const [, sign, body] = /^([-+]?)(.*)$/s.exec(digits)!;
  const magnitude = readMagnitude(body!, text);
  const value = sign === '-' ? -magnitude : magnitude;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function readMagnitude(body: string, text: string): bigint {
  if (/^0b[01]+$/.test(body) || /^0x[0-9a-fA-F]+$/.test(body)) return BigInt(body);
  if (/^0[0-7]*$/.test(body)) return BigInt(`0o0${body}`);
  if (/^[0-9]+$/.test(body) && body[0] !== '0') return BigInt(body);
  if (/^[0-9]+(:[0-9]+)+$/.test(body))
    return body.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  throw new RangeError(`'${text}' is not an int`);
}

function readFloat(text: string): number | PyFloat {
  const plain = text.replaceAll('_', '').toLowerCase();
  const [, sign, body] = /^([-+]?)(.*)$/s.exec(plain)!;
  const magnitude = body!.split(':').reduce((sum, part) => sum * 60 + readPart(part, text), 0);
  return floatOf(sign === '-' ? -magnitude : magnitude);
}

function readPart(part: string, text: string): number {
  if (part === '.inf') return Infinity;
  if (part === '.nan') return NaN;
  if (!/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(part)) throw new RangeError(`'${text}' is not a float`);
  return Number(part);
}

const floatOf = (value: number): number | PyFloat =>
  Number.isFinite(value) && !Number.isInteger(value) ? value : new PyFloat(value);

function readBinary(text: string): Uint8Array {
  const compact = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (!/^[^=]*={0,2}$/.test(compact) || compact.length % 4 !== 0) {
    throw new RangeError('the text under !!binary is not base64');
  }
  return new Uint8Array(Buffer.from(compact, 'base64'));
}
