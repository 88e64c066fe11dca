import { PyError } from '../python/py-error.js';

/** A pattern read sign by sign; knows how Python words its complaints. */
export class PatternReader {
  at = 0;

  constructor(readonly text: string) {}

  /** The sign in view; '' at the end. */
  get current(): string {
    const code = this.text.codePointAt(this.at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const char = this.current;
    this.at += char.length;
    return char;
  }

  skip(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Takes what a sticky pattern finds here. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** A name up to its terminator. */
  takeName(end: string, what = 'group name'): string {
    const start = this.at;
    const stop = this.text.indexOf(end, start);
    if (start === this.text.length) this.fail(`missing ${what}`);
    if (stop < 0) this.fail(`missing ${end}, unterminated name`, start);
    if (stop === start) this.fail(`missing ${what}`, start);
    this.at = stop + end.length;
    return this.text.slice(start, stop);
  }

  fail(message: string, at = this.at): never {
    const before = [...this.text.slice(0, at)];
    const place = `${message} at position ${before.length}`;
    if (!this.text.includes('\n')) throw new PyError('re.error', place);
    const line = before.filter((char) => char === '\n').length + 1;
    const column = before.length - before.lastIndexOf('\n');
    throw new PyError('re.error', `${place} (line ${line}, column ${column})`);
  }
}
