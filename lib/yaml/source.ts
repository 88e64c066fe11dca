import type { SourcePos } from '../core/position.js';
import { excerptOf, type Problem } from '../core/problem.js';
import type { YamlOptions } from './types.js';

/** The text being read: turns offsets into places and places into Problems. */
export class Source {
  readonly text: string;
  readonly #lineStarts: number[] = [0];

  constructor(
    text: string,
    readonly file: string,
    readonly options: YamlOptions,
  ) {
    // a lone CR and NEL are line breaks too; nothing moves, so that offsets stay true
    this.text = (text.startsWith('\ufeff') ? text.slice(1) : text).replace(/\r(?!\n)|\x85/g, '\n');
    for (let i = this.text.indexOf('\n'); i !== -1; i = this.text.indexOf('\n', i + 1))
      this.#lineStarts.push(i + 1);
  }

  at(offset: number): SourcePos {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { file: this.file, line: low + 1, column: offset - this.#lineStarts[low]! + 1 };
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
    return { code, message, at, hint, excerpt: excerptOf(this.text, at) };
  }
}
