import type { JinjaError } from '../jinja-error.js';
import type { SourceText } from './source-text.js';
import { describeKind, describeToken, type Token, type TokenKind } from './token.js';

/** The tokens of a template with one in view, and the questions a parser asks. */
export class TokenStream {
  private index = 0;
  current: Token;

  constructor(
    private readonly tokens: readonly Token[],
    readonly source: SourceText,
  ) {
    this.current = reached(tokens[0]!);
  }

  /** Steps on; the token that was in view. */
  next(): Token {
    const token = this.current;
    if (this.index < this.tokens.length - 1) this.current = reached(this.tokens[++this.index]!);
    return token;
  }

  look(): Token {
    return reached(this.tokens[this.index + 1] ?? this.current);
  }

  isOperator(value: string): boolean {
    return this.current.kind === 'operator' && this.current.value === value;
  }

  isName(value: string): boolean {
    return this.current.kind === 'name' && this.current.value === value;
  }

  skipOperator(value: string): boolean {
    if (!this.isOperator(value)) return false;
    this.next();
    return true;
  }

  skipName(value: string): boolean {
    if (!this.isName(value)) return false;
    this.next();
    return true;
  }

  expect(kind: TokenKind): Token {
    return this.current.kind === kind ? this.next() : this.unexpected(describeKind(kind));
  }

  expectOperator(value: string): Token {
    return this.isOperator(value) ? this.next() : this.unexpected(value);
  }

  expectName(value: string): Token {
    return this.isName(value) ? this.next() : this.unexpected(value);
  }

  fail(message: string, at = this.current.at, type = 'TemplateSyntaxError'): never {
    throw this.error(message, at, type);
  }

  error(message: string, at = this.current.at, type = 'TemplateSyntaxError'): JinjaError {
    return this.source.error(type, message, at);
  }

  private unexpected(expected: string): never {
    if (this.current.kind === 'eof') return this.fail(`unexpected end of template, expected '${expected}'.`);
    return this.fail(`expected token '${expected}', got '${describeToken(this.current)}'`);
  }
}

function reached(token: Token): Token {
  if (token.error !== undefined) throw token.error;
  return token;
}
