import { PyFloat, Tuple, type Value } from '../core/value.js';

/**
 * What Python's `ast.literal_eval` makes of the text, with JSON's true, false and null understood too.
 * `undefined` when the text is not a literal: the caller keeps it as text.
 */
export function parseLiteral(text: string): Value | undefined {
  try {
    const reader = new LiteralReader(text);
    const value = reader.value();
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

class NotLiteral extends Error {}

const WORDS: Readonly<Record<string, Value>> = {
  None: null,
  True: true,
  False: false,
  null: null,
  true: true,
  false: false,
};
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const NUMBER =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)/y;
const STRING_START = /([uUrRbB]{0,2})('''|"""|'|")/y;

class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  value(): Value {
    this.space();
    if (++this.depth > 200) throw new NotLiteral();
    const value = this.bare();
    this.depth--;
    this.space();
    return value;
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) throw new NotLiteral();
  }

  private bare(): Value {
    const char = this.text[this.at];
    if (char === '[') return this.items(']').items;
    if (char === '(') return this.tuple();
    if (char === '{') return this.braces();
    const text = this.strings();
    if (text !== undefined) return text;
    if (char === '-' || char === '+') return this.signed(char);
    const word = this.word();
    return word === undefined ? this.number() : word;
  }

  private items(close: string): { items: Value[]; comma: boolean } {
    this.at++;
    const items: Value[] = [];
    let comma = false;
    for (;;) {
      this.space();
      if (this.text[this.at] === close) break;
      if (items.length > 0 && !comma) throw new NotLiteral();
      items.push(this.value());
      comma = this.skip(',');
    }
    this.at++;
    return { items, comma };
  }

  private tuple(): Value {
    const { items, comma } = this.items(')');
    return items.length === 1 && !comma ? items[0]! : Tuple.from(items);
  }

  private braces(): Value {
    const start = this.at++;
    this.space();
    if (this.skip('}')) return new Map();
    this.value();
    const isDict = this.text[this.at] === ':';
    this.at = start;
    return isDict ? this.dict() : new Set(this.items('}').items);
  }

  private dict(): Value {
    this.at++;
    const dict = new Map<Value, Value>();
    for (let more = true; more;) {
      this.space();
      if (this.text[this.at] === '}') break;
      const key = this.value();
      if (!this.skip(':') || (typeof key === 'object' && key !== null)) throw new NotLiteral();
      dict.set(key, this.value());
      more = this.skip(',');
    }
    this.space();
    if (!this.skip('}')) throw new NotLiteral();
    return dict;
  }

  private strings(): string | undefined {
    let joined: string | undefined;
    for (;;) {
      STRING_START.lastIndex = this.at;
      const start = STRING_START.exec(this.text);
      if (!start) return joined;
      const prefix = start[1]!.toLowerCase();
      if (prefix.includes('b')) throw new NotLiteral();
      this.at = STRING_START.lastIndex;
      joined = (joined ?? '') + this.quoted(start[2]!, prefix.includes('r'));
      this.space();
    }
  }

  private quoted(quote: string, raw: boolean): string {
    let out = '';
    while (!this.text.startsWith(quote, this.at)) {
      const char = this.text[this.at++];
      if (char === undefined || (char === '\n' && quote.length === 1)) throw new NotLiteral();
      if (char !== '\\') out += char;
      else if (raw) out += char + (this.text[this.at++] ?? '');
      else out += this.escape();
    }
    this.at += quote.length;
    return out;
  }

  private escape(): string {
    const rest = this.text.slice(this.at, this.at + 9);
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
    const octal = hex ? null : /^[0-7]{1,3}/.exec(rest);
    if (hex ?? octal) {
      this.at += (hex ?? octal)![0].length;
      return String.fromCodePoint(hex ? parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16) : parseInt(octal![0], 8));
    }
    const char = this.text[this.at++] ?? '';
    return ESCAPES[char] ?? `\\${char}`;
  }

  private signed(sign: string): Value {
    this.at++;
    this.space();
    const value = this.number();
    if (sign === '+') return value;
    return value instanceof PyFloat ? new PyFloat(-value.value) : -(value as number);
  }

  private word(): Value | undefined {
    const name = /^[A-Za-z_]\w*/.exec(this.text.slice(this.at, this.at + 6))?.[0];
    if (name === undefined) return undefined;
    if (!Object.hasOwn(WORDS, name)) throw new NotLiteral();
    this.at += name.length;
    return WORDS[name];
  }

  private number(): number | bigint | PyFloat {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text)?.[0] ?? '';
    if (!/\d/.test(found) || (/^0\d*[1-9]/.test(found) && !/[.eExXoObB]/.test(found))) throw new NotLiteral();
    this.at += found.length;
    if (/\w/.test(this.text[this.at] ?? '')) throw new NotLiteral();
    const plain = found.replaceAll('_', '');
    if (/^0[xXoObB]/.test(plain) || /^\d+$/.test(plain)) return smallest(BigInt(plain.toLowerCase()));
    const value = Number(plain);
    return Number.isInteger(value) || !Number.isFinite(value) ? new PyFloat(value) : value;
  }

  private skip(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  // inside brackets newlines and comments count as space; at the top a leading space was refused before
  private space(): void {
    const space = /(?:[ \t\f]|\\\n|\n|\r|#[^\n]*)*/y;
    space.lastIndex = this.at;
    space.exec(this.text);
    this.at = space.lastIndex;
  }
}

const smallest = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
