import type { SourcePos } from '../../core/position.js';
import { resolveScalar } from '../resolve-scalar.js';
import { findSurprise } from '../find-surprise.js';
import type { ScalarStyle, YamlOptions, YamlScalar } from '../types.js';

/** Where the reader stands in the text. */
export class Cursor {
  pos = 0;
  depth = 0;
  #line = 1;
  #lineStart = 0;

  constructor(
    readonly text: string,
    private readonly file: string,
    private readonly options: YamlOptions,
  ) {}

  /** The place of something in the line at hand. */
  at(offset: number): SourcePos {
    return { file: this.file, line: this.#line, column: offset - this.#lineStart + 1 };
  }

  /** How far right of its line's start the cursor stands. */
  get column(): number {
    return this.pos - this.#lineStart;
  }

  /** The rest of the line. */
  rest(): string {
    return this.text.slice(this.pos, this.lineEnd());
  }

  lineEnd(): number {
    const end = this.text.indexOf('\n', this.pos);
    return end === -1 ? this.text.length : end;
  }

  /** To the start of the next line; the cursor stands at a line break. */
  nextLine(): void {
    this.pos++;
    this.#line++;
    this.#lineStart = this.pos;
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.pos) === SPACE) this.pos++;
  }

  /** To the next text that is no comment; false at the end. */
  toContent(): boolean {
    for (;;) {
      this.skipSpaces();
      const code = this.text.charCodeAt(this.pos);
      if (code === HASH) this.pos = this.lineEnd();
      else if (code !== NEWLINE) return this.pos < this.text.length;
      if (this.pos < this.text.length) this.nextLine();
    }
  }

  /** A value is done: nothing but a comment may follow in its line. */
  expectLineEnd(): void {
    const from = this.pos;
    this.skipSpaces();
    const code = this.text.charCodeAt(this.pos);
    if (code === HASH && this.pos > from) this.pos = this.lineEnd();
    else if (code !== NEWLINE && this.pos < this.text.length) throw new Unusual();
  }

  enter(): void {
    if (++this.depth > Math.min(DEEPEST, this.options.maxDepth ?? DEEPEST)) throw new Unusual();
  }

  plain(text: string, at: SourcePos): YamlScalar {
    const value = resolveScalar(text, 'plain', undefined, this.options.json);
    if (this.options.json !== true && typeof value !== 'string' && findSurprise(text, value) !== undefined)
      throw new Unusual();
    return { kind: 'scalar', value, at, style: 'plain' };
  }
}

/** Text that is read in full instead. */
export class Unusual extends Error {}

export const textScalar = (value: string, at: SourcePos, style: ScalarStyle): YamlScalar => ({
  kind: 'scalar',
  value,
  at,
  style,
});

/** The text without the spaces at its end; other kinds of space belong to it. */
export function trimSpaces(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === SPACE) end--;
  return text.slice(0, end);
}

export const NEWLINE = 0x0a;
export const SPACE = 0x20;
export const HASH = 0x23;
export const COLON = 0x3a;
export const DASH = 0x2d;

/** Far from where the stack would end. */
const DEEPEST = 60;
