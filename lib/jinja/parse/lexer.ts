import { lexExpression } from './lex-expression.js';
import type { SourceText } from './source-text.js';
import type { Syntax } from './syntax.js';
import { readTokens, type Token } from './token.js';

export interface LexOptions {
  readonly syntax: Syntax;
  readonly lstripBlocks: boolean;
  readonly newlineSequence: string;
}

/** The tokens of a template: text between tags as `data`, tags as what stands in them. */
export function tokenize(source: SourceText, options: LexOptions): Token[] {
  const lexer = new TemplateLexer(source, options);
  readTokens(lexer.tokens, () => lexer.run());
  return lexer.tokens;
}

class TemplateLexer {
  readonly tokens: Token[] = [];
  private position = 0;
  private lineStarting = true;

  constructor(
    private readonly source: SourceText,
    private readonly options: LexOptions,
  ) {}

  run(): void {
    const { text } = this.source;
    const { root, kinds } = this.options.syntax;
    while (this.position < text.length) {
      root.lastIndex = this.position;
      const match = root.exec(text);
      if (match === null) {
        this.data(this.position, text.slice(this.position));
        break;
      }
      const index = match.findIndex((group, i) => i > 0 && group !== undefined);
      this.tag(kinds[index - 1]!, match.index, match[0]);
    }
    this.tokens.push({ kind: 'eof', value: '', at: text.length });
  }

  private tag(kind: Syntax['kinds'][number], at: number, begin: string): void {
    this.data(this.position, this.stripBefore(kind, at, this.signOf(kind, begin)));
    this.position = at + begin.length;
    this.lineStarting = begin.endsWith('\n');
    switch (kind) {
      case 'raw':
        return this.raw(at);
      case 'comment':
        return this.comment(at);
      case 'linecomment':
        return this.lineComment();
      case 'variable':
        this.tokens.push({ kind: 'variable_begin', value: begin, at });
        return this.expression(this.options.syntax.variableEnd, 'variable_end');
      case 'block':
        this.tokens.push({ kind: 'block_begin', value: begin, at });
        return this.expression(this.options.syntax.blockEnd, 'block_end');
      case 'linestatement':
        this.tokens.push({ kind: 'block_begin', value: begin, at });
        return this.expression(LINE_END, 'block_end');
    }
  }

  // of `{%- raw %}` the sign stands inside, of the others at the end
  private signOf(kind: Syntax['kinds'][number], begin: string): string {
    if (kind === 'raw') return /^[^\s\w]*?([-+])\s*raw/.exec(begin)?.[1] ?? '';
    const mark = this.options.syntax.marks[kind]!;
    return begin.slice(begin.lastIndexOf(mark) + mark.length);
  }

  // `{%-` drops all white space before it; lstrip_blocks drops the indent of a line that starts with a tag
  private stripBefore(kind: Syntax['kinds'][number], at: number, sign: string): string {
    const text = this.source.text.slice(this.position, at);
    if (sign === '-') return text.trimEnd();
    if (sign === '+' || !this.options.lstripBlocks || kind === 'variable') return text;
    const lineStart = text.lastIndexOf('\n') + 1;
    const startsLine = lineStart > 0 || this.lineStarting;
    return startsLine && /^\s+$/.test(text.slice(lineStart)) ? text.slice(0, lineStart) : text;
  }

  private data(at: number, text: string): void {
    const value = text.replaceAll('\n', this.options.newlineSequence);
    if (text !== '') this.tokens.push({ kind: 'data', value, at });
  }

  private expression(end: RegExp, endKind: 'variable_end' | 'block_end'): void {
    this.position = lexExpression({
      source: this.source,
      from: this.position,
      end,
      endKind,
      tokens: this.tokens,
    });
    this.lineStarting = this.source.text[this.position - 1] === '\n';
  }

  private raw(at: number): void {
    if (this.position >= this.source.text.length) return;
    const match = this.findEnd(this.options.syntax.rawEnd, 'Missing end of raw directive', at);
    const text = this.stripBefore('raw', match.index, match[1] ?? '');
    this.data(this.position, text);
    this.passEnd(match);
  }

  private comment(at: number): void {
    if (this.position >= this.source.text.length) return;
    this.passEnd(this.findEnd(this.options.syntax.commentEnd, 'Missing end of comment tag', at));
  }

  private findEnd(end: RegExp, missing: string, at: number): RegExpExecArray {
    end.lastIndex = this.position;
    const match = end.exec(this.source.text);
    if (match === null) throw this.source.error('TemplateSyntaxError', missing, at);
    return match;
  }

  private passEnd(match: RegExpExecArray): void {
    this.position = match.index + match[0].length;
    this.lineStarting = match[0].endsWith('\n');
  }

  private lineComment(): void {
    const end = this.source.text.indexOf('\n', this.position);
    this.position = end < 0 ? this.source.text.length : end;
    this.lineStarting = false;
  }
}

const LINE_END = /\s*(?:\n|$)/y;
