import { PyError } from './py-error.js';
import { pyRepr } from './repr.js';

/** What becomes of a character or byte that the encoding does not have. */
type Repair = (bad: string | number) => string;

/** str.encode(encoding, errors). */
export function encodeText(text: string, encoding = 'utf-8', errors = 'strict'): Uint8Array {
  const codec = codecOf(encoding);
  const bytes: number[] = [];
  const chars = [...text];
  chars.forEach((char, at) => {
    const own = codec.encode(char);
    if (own) bytes.push(...own);
    else if (errors === 'surrogateescape' && /[\udc80-\udcff]/.test(char))
      bytes.push(char.charCodeAt(0) - 0xdc00);
    else if (errors === 'strict' || errors === 'surrogateescape') throw cannotEncode(codec, chars, at);
    else for (const other of repairOf(errors, REPAIRS)(char)) bytes.push(...codec.encode(other)!);
  });
  return Uint8Array.from([...codec.mark, ...bytes]);
}

/** bytes.decode(encoding, errors). */
export function decodeBytes(bytes: Uint8Array, encoding = 'utf-8', errors = 'strict'): string {
  const codec = codecOf(encoding);
  let text = '';
  for (let at = codec.skip(bytes); at < bytes.length;) {
    const found = codec.decode(bytes, at);
    if (found.text !== undefined) text += found.text;
    else if (errors === 'strict') throw cannotDecode(codec, bytes, at, found);
    else for (const byte of bytes.subarray(at, at + found.size)) text += repairOf(errors, BYTE_REPAIRS)(byte);
    at += found.size;
  }
  return text;
}

interface Found {
  /** `undefined` where there is no character. */
  readonly text?: string;
  readonly size: number;
  readonly why?: string;
}

interface Codec {
  readonly name: string;
  /** What a text begins with. */
  readonly mark: readonly number[];
  readonly encode: (char: string) => readonly number[] | undefined;
  readonly decode: (bytes: Uint8Array, at: number) => Found;
  /** How much of the bytes is a mark. */
  readonly skip: (bytes: Uint8Array) => number;
  /** Why a character is none of its own. */
  readonly why: string;
}

function codecOf(encoding: string): Codec {
  const name = encoding.toLowerCase().replaceAll(/[ _]/g, '-');
  const own = CODECS.find(([names]) => names.test(name))?.[1];
  const codec = own ?? charmap(name);
  if (!codec) throw new PyError('LookupError', `unknown encoding: ${encoding}`);
  return codec;
}

const SURROGATE = /[\ud800-\udfff]/;

const utf8 = (mark: readonly number[]): Codec => ({
  name: 'utf-8',
  mark,
  why: 'surrogates not allowed',
  encode: (char) => (char.length === 1 && SURROGATE.test(char) ? undefined : [...Buffer.from(char, 'utf8')]),
  decode: (bytes, at) => {
    const lead = bytes[at]!;
    if (lead < 0x80) return { text: String.fromCharCode(lead), size: 1 };
    const size = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (size === 0) return { size: 1, why: 'invalid start byte' };
    const text = Buffer.from(bytes.subarray(at, at + size)).toString('utf8');
    if (!text.includes('\ufffd') && [...text].length === 1) return { text, size };
    const short = bytes.length - at < size && bytes.subarray(at + 1).every((byte) => byte >> 6 === 2);
    return short
      ? { size: bytes.length - at, why: 'unexpected end of data' }
      : { size: 1, why: 'invalid continuation byte' };
  },
  skip: (bytes) => (mark.length > 0 && mark.every((byte, n) => bytes[n] === byte) ? mark.length : 0),
});

const small = (name: string, limit: number): Codec => ({
  name,
  mark: [],
  why: `ordinal not in range(${limit})`,
  encode: (char) => (char.codePointAt(0)! < limit ? [char.charCodeAt(0)] : undefined),
  decode: (bytes, at) =>
    bytes[at]! < limit ? { text: String.fromCharCode(bytes[at]!), size: 1 } : { size: 1 },
  skip: () => 0,
});

const utf16 = (name: string, big: boolean, mark: readonly number[]): Codec => {
  const unit = (code: number): number[] => (big ? [code >> 8, code & 255] : [code & 255, code >> 8]);
  const swapped = (bytes: Uint8Array): boolean => mark.length > 0 && bytes[0] === 0xfe && bytes[1] === 0xff;
  return {
    name,
    mark,
    why: 'surrogates not allowed',
    encode: (char) =>
      char.length === 1 && SURROGATE.test(char)
        ? undefined
        : char.split('').flatMap((half) => unit(half.charCodeAt(0))),
    decode: (bytes, at) => {
      if (at + 1 >= bytes.length) return { size: 1, why: 'truncated data' };
      const high = big || swapped(bytes);
      const code = high ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]! + bytes[at + 1]! * 256;
      return { text: String.fromCharCode(code), size: 2 };
    },
    skip: (bytes) =>
      mark.length > 0 && (swapped(bytes) || (bytes[0] === 0xff && bytes[1] === 0xfe)) ? 2 : 0,
  };
};

const CODECS: readonly (readonly [RegExp, Codec])[] = [
  [/^(?:utf-?8|u8)$/, utf8([])],
  [/^utf-?8-sig$/, utf8([0xef, 0xbb, 0xbf])],
  [/^(?:us-)?ascii$/, small('ascii', 128)],
  [/^(?:latin-?1|l1|iso-?8859-1|8859)$/, small('latin-1', 256)],
  [/^utf-?16$/, utf16('utf-16-le', false, [0xff, 0xfe])],
  [/^utf-?16-?le$/, utf16('utf-16-le', false, [])],
  [/^utf-?16-?be$/, utf16('utf-16-be', true, [])],
];

/** The encodings of one byte for each character, as the platform knows them. */
function charmap(name: string): Codec | undefined {
  const label = name.replace(/^cp(?=125\d$)/, 'windows-').replace(/^iso(?=8859)/, 'iso-');
  if (!/^(?:windows-125\d|iso-8859-\d+|koi8-[ru]|cp866|ibm866|mac-?roman)$/.test(label)) return undefined;
  const chars = [
    ...new TextDecoder(label.replace('mac-roman', 'macintosh')).decode(
      Uint8Array.from({ length: 256 }, (_, n) => n),
    ),
  ];
  return {
    name: 'charmap',
    mark: [],
    why: 'character maps to <undefined>',
    encode: (char) => (chars.includes(char) ? [chars.indexOf(char)] : undefined),
    decode: (bytes, at) => ({ text: chars[bytes[at]!]!, size: 1 }),
    skip: () => 0,
  };
}

const codeOf = (char: string): string => {
  const code = char.codePointAt(0)!;
  const [letter, size] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).padStart(size, '0')}`;
};

const REPAIRS: Readonly<Record<string, Repair>> = {
  ignore: () => '',
  replace: () => '?',
  xmlcharrefreplace: (bad) => `&#${String(bad).codePointAt(0)!};`,
  backslashreplace: (bad) => codeOf(String(bad)),
};

const BYTE_REPAIRS: Readonly<Record<string, Repair>> = {
  ignore: () => '',
  replace: () => '\ufffd',
  backslashreplace: (bad) => `\\x${bad.toString(16).padStart(2, '0')}`,
  surrogateescape: (bad) => String.fromCharCode(0xdc00 + Number(bad)),
};

function repairOf(errors: string, table: Readonly<Record<string, Repair>>): Repair {
  const repair = Object.hasOwn(table, errors) ? table[errors] : undefined;
  if (!repair) throw new PyError('LookupError', `unknown error handler name ${pyRepr(errors)}`);
  return repair;
}

function cannotEncode(codec: Codec, chars: readonly string[], at: number): PyError {
  let end = at;
  while (end + 1 < chars.length && !codec.encode(chars[end + 1]!)) end++;
  const what =
    end === at
      ? `character '${codeOf(chars[at]!)}' in position ${at}`
      : `characters in position ${at}-${end}`;
  return new PyError('UnicodeEncodeError', `'${codec.name}' codec can't encode ${what}: ${codec.why}`);
}

function cannotDecode(codec: Codec, bytes: Uint8Array, at: number, { size, why }: Found): PyError {
  const what =
    size === 1
      ? `byte 0x${bytes[at]!.toString(16).padStart(2, '0')} in position ${at}`
      : `bytes in position ${at}-${at + size - 1}`;
  return new PyError('UnicodeDecodeError', `'${codec.name}' codec can't decode ${what}: ${why ?? codec.why}`);
}
