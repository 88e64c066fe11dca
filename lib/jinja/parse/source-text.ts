import type { SourcePos } from '../../core/position.js';
import { excerptOf } from '../../core/problem.js';
import { JinjaError } from '../jinja-error.js';

/** A template's text with its place in the user's file: turns offsets into positions and errors. */
export class SourceText {
  readonly text: string;

  constructor(
    text: string,
    readonly file: string,
    /** Where the text starts; without it the text is the file. */
    readonly start: SourcePos | undefined,
    keepTrailingNewline: boolean,
  ) {
    const unix = text.includes('\r') ? text.replace(/\r\n|\r/g, '\n') : text;
    this.text = !keepTrailingNewline && unix.endsWith('\n') ? unix.slice(0, -1) : unix;
  }

  position(offset: number): SourcePos {
    const before = this.text.slice(0, offset);
    const lastBreak = before.lastIndexOf('\n');
    const line = lastBreak < 0 ? 1 : before.split('\n').length;
    const column = offset - lastBreak;
    if (this.start === undefined) return { file: this.file, line, column };
    return {
      file: this.start.file,
      line: this.start.line + line - 1,
      column: line === 1 ? this.start.column + column - 1 : column,
    };
  }

  error(type: string, message: string, offset: number, hint?: string): JinjaError {
    const at = this.position(offset);
    const excerpt = this.start === undefined ? excerptOf(this.text, at) : undefined;
    return new JinjaError(type, message, at, { excerpt, hint });
  }
}
