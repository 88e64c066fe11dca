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
  | 'eof';

export interface Token {
  readonly kind: TokenKind;
  /** Text of data, name, operator; decoded string; digits of numbers. */
  readonly value: string;
  readonly at: number;
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
  eof: 'end of template',
};

/** How messages name a token that was found. */
export const describeToken = (token: Token): string =>
  token.kind === 'name' || token.kind === 'operator' ? token.value : DESCRIPTIONS[token.kind];

export const describeKind = (kind: TokenKind): string => DESCRIPTIONS[kind];
