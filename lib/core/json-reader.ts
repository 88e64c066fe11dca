import { PyFloat, type Value } from './value.js';

/** Why a text is no JSON document, with the name and the words of Python's exception. */
export class JsonMistake extends Error {
  constructor(
    override readonly name: 'JSONDecodeError' | 'RecursionError',
    message: string,
  ) {
    super(message);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORDS: Readonly<Record<string, Value>> = {
  null: null,
  true: true,
  false: false,
  NaN: new PyFloat(NaN),
  Infinity: new PyFloat(Infinity),
  '-Infinity': new PyFloat(-Infinity),
};

/** Python's `json.loads`: floats stay floats, large ints stay exact, dict order is kept. */
export class JsonReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  document(): Value {
    this.space();
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('Extra data');
    return value;
  }

  private value(): Value {
    const char = this.text[this.at];
    if (char === '"') return this.string();
    if (char === '{') return this.nested(() => this.dict());
    if (char === '[') return this.nested(() => this.list());
    return this.word();
  }

  private nested(read: () => Value): Value {
    if (++this.depth > 900)
      throw new JsonMistake(
        'RecursionError',
        'maximum recursion depth exceeded while decoding a JSON document',
      );
    const value = read();
    this.depth--;
    return value;
  }

  private dict(): Value {
    const dict = new Map<Value, Value>();
    this.at++;
    this.space();
    if (this.skip('}')) return dict;
    for (;;) {
      if (this.text[this.at] !== '"') this.fail('Expecting property name enclosed in double quotes');
      const key = this.string();
      this.space();
      if (!this.skip(':')) this.fail("Expecting ':' delimiter");
      this.space();
      dict.set(key, this.value());
      this.space();
      if (this.skip('}')) return dict;
      if (!this.skip(',')) this.fail("Expecting ',' delimiter");
      this.space();
    }
  }

  private list(): Value {
    const list: Value[] = [];
    this.at++;
    this.space();
    if (this.skip(']')) return list;
    for (;;) {
      list.push(this.value());
      this.space();
      if (this.skip(']')) return list;
      if (!this.skip(',')) this.fail("Expecting ',' delimiter");
      this.space();
    }
  }

  private string(): string {
    const start = this.at++;
    let out = '';
    for (;;) {
      const run = /[^"\\\x00-\x1f]*/y;
      run.lastIndex = this.at;
      out += run.exec(this.text)![0];
      this.at = run.lastIndex;
      const char = this.text[this.at++];
      if (char === '"') return out;
      if (char === undefined) this.fail('Unterminated string starting at', start);
      if (char !== '\\') this.fail('Invalid control character at', this.at - 1);
      out += this.escape();
    }
  }

  private escape(): string {
    const char = this.text[this.at++] ?? '';
    if (Object.hasOwn(ESCAPES, char)) return ESCAPES[char]!;
    const hex = /^[0-9a-fA-F]{4}/.exec(this.text.slice(this.at, this.at + 4))?.[0];
    if (char !== 'u') this.fail('Invalid \\escape', this.at - 2);
    if (hex === undefined) this.fail('Invalid \\uXXXX escape', this.at);
    this.at += 4;
    return String.fromCharCode(parseInt(hex, 16));
  }

  private word(): Value {
    const word = /^(?:null|true|false|NaN|-?Infinity)/.exec(this.text.slice(this.at, this.at + 9))?.[0];
    if (word !== undefined) {
      this.at += word.length;
      return WORDS[word]!;
    }
    const pattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return this.fail('Expecting value');
    this.at = pattern.lastIndex;
    if (found[1] === undefined && found[2] === undefined) return intOf(found[0]);
    const value = Number(found[0]);
    return Number.isInteger(value) || !Number.isFinite(value) ? new PyFloat(value) : value;
  }

  private skip(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private space(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  private fail(what: string, at = this.at): never {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    throw new JsonMistake('JSONDecodeError', `${what}: line ${line} column ${column} (char ${at})`);
  }
}

function intOf(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}
