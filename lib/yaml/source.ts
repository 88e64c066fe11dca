import type { SourcePos } from '../core/position.js';
import { excerptOf, type Problem } from '../core/problem.js';
import type { YamlOptions } from './types.js';

/** The text being read: turns offsets into places and places into Problems. */
export class Source {
  #starts: number[] | undefined;
  // places are asked for from the top down, mostly
  #last = 0;

  constructor(
    /** What the parser sees; offsets count in it. */
    readonly text: string,
    readonly file: string,
    readonly options: YamlOptions,
    private readonly original = text,
    private readonly indents: ReadonlyMap<number, number> = new Map(),
  ) {}

  /** A lone CR and NEL are line breaks too; nothing moves, so that offsets stay true. */
  static of(text: string, file: string, options: YamlOptions): Source {
    const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text;
    return new Source(withoutMark.replace(/\r(?!\n)|\x85/g, '\n'), file, options);
  }

  /** The same text with some lines moved right; places are still those of the original. */
  indentLines(first: number, last: number, count: number): Source {
    const indents = new Map(this.indents);
    for (let line = first; line <= last; line++) indents.set(line, (indents.get(line) ?? 0) + count);
    const lines = this.original
      .split('\n')
      .map((line, index) => ' '.repeat(indents.get(index + 1) ?? 0) + line);
    return new Source(lines.join('\n'), this.file, this.options, this.original, indents);
  }

  get #lineStarts(): readonly number[] {
    return (this.#starts ??= lineStartsOf(this.text));
  }

  at(offset: number): SourcePos {
    const starts = this.#lineStarts;
    let low = starts[this.#last]! <= offset ? this.#last : 0;
    let high = starts.length;
    if (offset < (starts[low + 2] ?? Infinity)) high = Math.min(high, low + 2);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    this.#last = low;
    const column = offset - starts[low]! + 1 - (this.indents.get(low + 1) ?? 0);
    return { file: this.file, line: low + 1, column: Math.max(1, column) };
  }

  /** The text of a line, without its line break. */
  line(number: number): string {
    const end = this.#lineStarts[number];
    return this.text.slice(this.#lineStarts[number - 1], end === undefined ? undefined : end - 1);
  }

  problem(code: string, message: string, offset: number, hint?: string): Problem {
    return this.problemAt(code, message, this.at(offset), hint);
  }

  problemAt(code: string, message: string, at: SourcePos, hint?: string): Problem {
    return { code, message, at, hint, excerpt: excerptOf(this.original, at) };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
