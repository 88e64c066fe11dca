import { CONTROL_ESCAPES } from '../../core/control-escapes.js';
import { PyFloat, Tuple, type Value } from '../../core/value.js';

/** Python's own words, and those with JSON's. */
const PYTHON_NAMES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['None', null],
  ['True', true],
  ['False', false],
]);
export const JSON_NAMES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...PYTHON_NAMES,
  ['null', null],
  ['true', true],
  ['false', false],
]);

/**
 * What Python's `ast.literal_eval` makes of the text; undefined when it is no literal.
 *
 * @example
 * parseLiteral("{'a': (1, 2.0)}"); // Map { 'a' => Tuple [1, PyFloat 2] }
 * parseLiteral('[true]'); // undefined
 * parseLiteral('[true]', JSON_NAMES); // [true]
 */
export function parseLiteral(text: string, names = PYTHON_NAMES): Value | undefined {
  if (!/^\s*["'([{\-+.\dTFNtfnsbBuUrR]/.test(text)) return undefined;
  try {
    const reader = new Reader(text, names);
    const value = reader.top();
    return reader.atEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

class NotLiteral extends Error {}

class Reader {
  #at = 0;
  #depth = 0;

  constructor(
    readonly text: string,
    readonly names: ReadonlyMap<string, Value>,
  ) {}

  /** A value, or several with commas between them, which is a tuple. */
  top(): Value {
    const first = this.#value();
    if (!this.#take(',')) return first;
    return Tuple.from([first, ...this.#items('', () => this.#value())]);
  }

  atEnd(): boolean {
    this.#space();
    return this.#at >= this.text.length;
  }

  #value(): Value {
    if (++this.#depth > 199) throw new NotLiteral();
    let value = this.#word();
    if (value === undefined) value = this.#string() ?? this.#number() ?? this.#collection();
    this.#depth--;
    if (value === undefined) throw new NotLiteral();
    return value;
  }

  #collection(): Value | undefined {
    if (this.#take('[')) return this.#items(']', () => this.#value());
    if (this.#take('(')) return this.#parenthesis();
    if (this.#take('{')) return this.#braces();
    return undefined;
  }

  #parenthesis(): Value {
    if (this.#take(')')) return new Tuple();
    const first = this.#value();
    if (this.#take(')')) return first;
    this.#expect(',');
    return Tuple.from([first, ...this.#items(')', () => this.#value())]);
  }

  #braces(): Value {
    if (this.#take('}')) return new Map();
    const first = this.#value();
    if (!this.#take(':')) return this.#restOfSet(first);
    const value = this.#value();
    const pairs: [Value, Value][] = [[key(first), value]];
    if (this.#take(',')) pairs.push(...this.#items('}', () => this.#pair()));
    else this.#expect('}');
    return new Map(pairs);
  }

  #restOfSet(first: Value): Value {
    if (this.#take('}')) return new Set([key(first)]);
    this.#expect(',');
    return new Set([key(first), ...this.#items('}', () => key(this.#value()))]);
  }

  #pair(): [Value, Value] {
    const name = key(this.#value());
    this.#expect(':');
    return [name, this.#value()];
  }

  // items up to the closing mark, or to the end of the text when there is none
  #items<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    for (;;) {
      if (close ? this.#take(close) : this.atEnd()) return items;
      items.push(item());
      if (this.#take(',')) continue;
      if (close) this.#expect(close);
      else if (!this.atEnd()) throw new NotLiteral();
      return items;
    }
  }

  #word(): Value | undefined {
    const found = this.#match(/[A-Za-z]+(?![\w'"])/y);
    if (found === undefined) return undefined;
    if (found === 'set' && this.#take('(')) {
      this.#expect(')');
      return new Set<Value>();
    }
    if (!this.names.has(found)) throw new NotLiteral();
    return this.names.get(found);
  }

  #number(): Value | undefined {
    const sign = this.#match(/[-+]/y);
    const text = this.#match(numberPattern);
    if (text === undefined) {
      if (sign) throw new NotLiteral();
      return undefined;
    }
    if (/[\w.]/.test(this.text[this.#at] ?? '')) throw new NotLiteral();
    return toNumber(text.replaceAll('_', ''), sign === '-');
  }

  #string(): Value | undefined {
    const pieces: { text: string; bytes: boolean }[] = [];
    for (let open = this.#match(opening); open !== undefined; open = this.#match(opening)) {
      pieces.push({ text: this.#stringBody(open), bytes: /^[a-z]*b/i.test(open) });
    }
    if (pieces.length === 0) return undefined;
    const value = pieces.map((piece) => piece.text).join('');
    if (!pieces.some((piece) => piece.bytes)) return value;
    if (!pieces.every((piece) => piece.bytes)) throw new NotLiteral();
    return new Uint8Array(Buffer.from(value, 'latin1'));
  }

  #stringBody(open: string): string {
    const quote = open.replace(/^\w+/, '');
    const raw = /^\w*r/i.test(open);
    const bytes = /^[a-z]*b/i.test(open);
    let body = '';
    while (!this.text.startsWith(quote, this.#at)) {
      const char = this.text[this.#at];
      if (char === undefined || (char === '\n' && quote.length === 1)) throw new NotLiteral();
      if (bytes && char > '\x7f') throw new NotLiteral();
      body += char === '\\' ? this.#escape(raw) : char;
      if (char !== '\\') this.#at++;
    }
    this.#at += quote.length;
    return body;
  }

  #escape(raw: boolean): string {
    const pattern = raw ? /\\[^]/y : /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[^])/y;
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.text)?.[0];
    if (text === undefined) throw new NotLiteral();
    this.#at += text.length;
    return raw ? text : unescape(text);
  }

  #match(pattern: RegExp): string | undefined {
    this.#space();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #take(mark: string): boolean {
    this.#space();
    if (!this.text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw new NotLiteral();
  }

  #space(): void {
    const found = /(?:[ \t\f\r\n]|#[^\n]*)*/y;
    found.lastIndex = this.#at;
    this.#at += found.exec(this.text)![0].length;
  }
}

const opening = /(?:[uU]|[bB]?[rR]|[rR][bB]|[bB])?(?:'''|"""|'|")/y;

const numberPattern =
  /0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+)?/y;

// dict, list and set cannot be keys
function key(value: Value): Value {
  if (value instanceof Map || value instanceof Set || (Array.isArray(value) && !(value instanceof Tuple)))
    throw new NotLiteral();
  return value;
}

function toNumber(text: string, negative: boolean): Value {
  if (/^0\d/.test(text) && !/[.eE]/.test(text) && Number(text) !== 0) throw new NotLiteral();
  if (/^0[xXoObB]/.test(text) || /^\d+$/.test(text)) {
    const value = negative ? -BigInt(text.toLowerCase()) : BigInt(text.toLowerCase());
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }
  const value = negative ? -Number(text) : Number(text);
  return Number.isFinite(value) && !Number.isInteger(value) ? value : new PyFloat(value);
}

const escapes: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, '\n': '' };

function unescape(text: string): string {
  const char = text[1]!;
  if (/[xuU]/.test(char) && text.length > 2) return String.fromCodePoint(parseInt(text.slice(2), 16));
  if (/[xuUN]/.test(char)) throw new NotLiteral();
  if (/[0-7]/.test(char)) return String.fromCharCode(parseInt(text.slice(1), 8));
  if (/["'\\]/.test(char)) return char;
  return escapes[char] ?? text;
}
