import { JinjaError } from '../jinja-error.js';

/** The kinds of tokens; an operator's kind is its own text. */
export type TokenKind =
  | 'data'
  | 'variable_begin'
  | 'variable_end'
  | 'block_begin'
  | 'block_end'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'operator'
  | 'error'
  | 'eof';

export interface Token {
  readonly kind: TokenKind;
  /** Text of data, name, operator; decoded string; digits of numbers. */
  readonly value: string;
  readonly at: number;
  /** Of an `error`: what no token could be read from. It is raised when the parser gets there. */
  readonly error?: JinjaError;
}

const DESCRIPTIONS: Readonly<Record<TokenKind, string>> = {
  data: 'template data / text',
  variable_begin: 'begin of print statement',
  variable_end: 'end of print statement',
  block_begin: 'begin of statement block',
  block_end: 'end of statement block',
  name: 'name',
  string: 'string',
  integer: 'integer',
  float: 'float',
  operator: 'operator',
  error: 'error',
  eof: 'end of template',
};

/** How messages name a token that was found. */
export const describeToken = (token: Token): string =>
  token.kind === 'name' || token.kind === 'operator' ? token.value : DESCRIPTIONS[token.kind];

export const describeKind = (kind: TokenKind): string => DESCRIPTIONS[kind];

/** Reads tokens; a mistake becomes the last of them, so that a mistake of grammar before it is told first. */
export function readTokens(tokens: Token[], read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof JinjaError)) throw error;
    tokens.push({ kind: 'error', value: '', at: 0, error });
  }
}
