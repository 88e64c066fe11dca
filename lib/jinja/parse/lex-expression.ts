import { decodeString } from './decode-string.js';
import type { SourceText } from './source-text.js';
import type { Token, TokenKind } from './token.js';

interface Piece {
  readonly source: SourceText;
  readonly from: number;
  /** Sticky; what ends the tag. `undefined`: the end of the text. */
  readonly end: RegExp | undefined;
  readonly endKind: TokenKind;
  readonly tokens: Token[];
}

const SPACE = /\s+/y;
const FLOAT = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const ASCII_NAME = /[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_\u0080-\uffff])/y;
const STRING = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}=.:|,;<>]/y;
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** Reads the tokens of one tag, up to and with its end; the offset behind it. */
export function lexExpression({ source, from, end, endKind, tokens }: Piece): number {
  const { text } = source;
  const open: string[] = [];
  let at = from;
  while (at < text.length || (end !== undefined && end.source.includes('$'))) {
    if (end !== undefined && open.length === 0) {
      const closing = matchAt(end, text, at);
      if (closing !== undefined) {
        tokens.push({ kind: endKind, value: closing, at });
        return at + closing.length;
      }
    }
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    if (at >= text.length) break;
    at = lexToken(source, at, tokens, open);
  }
  return text.length;
}

function lexToken(source: SourceText, at: number, tokens: Token[], open: string[]): number {
  const { text } = source;
  const name = matchAt(ASCII_NAME, text, at);
  if (name !== undefined) return push(tokens, 'name', name, at);
  const float = matchAt(FLOAT, text, at);
  if (float !== undefined) return push(tokens, 'float', float, at);
  const integer = matchAt(INTEGER, text, at);
  if (integer !== undefined) return push(tokens, 'integer', integer, at);
  const wide = wideName(source, at);
  if (wide !== undefined) return push(tokens, 'name', wide, at);
  const string = matchAt(STRING, text, at);
  if (string !== undefined) {
    tokens.push({ kind: 'string', value: decodeString(source, at, string), at });
    return at + string.length;
  }
  return lexOperator(source, at, tokens, open);
}

// V8 makes the tables of these patterns when it comes to them, which takes it a millisecond: few templates need them
function wideName(source: SourceText, at: number): string | undefined {
  if (/[^\w\u0080-\uffff]/.test(source.text.charAt(at))) return undefined;
  const name = matchAt(/[\p{L}\p{N}\p{Mn}\p{Mc}\p{Pc}]+/uy, source.text, at);
  if (name !== undefined && !/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name))
    throw source.error('TemplateSyntaxError', 'Invalid character in identifier', at);
  return name;
}

function lexOperator(source: SourceText, at: number, tokens: Token[], open: string[]): number {
  const operator = matchAt(OPERATOR, source.text, at);
  if (operator === undefined) {
    const char = String.fromCodePoint(source.text.codePointAt(at)!);
    throw source.error('TemplateSyntaxError', `unexpected char ${quoteChar(char)} at ${at}`, at);
  }
  if (operator in CLOSERS) open.push(CLOSERS[operator]!);
  else if (operator === ')' || operator === ']' || operator === '}') {
    const expected = open.pop();
    if (expected === undefined) throw source.error('TemplateSyntaxError', `unexpected '${operator}'`, at);
    if (expected !== operator) {
      throw source.error('TemplateSyntaxError', `unexpected '${operator}', expected '${expected}'`, at);
    }
  }
  return push(tokens, 'operator', operator, at);
}

function push(tokens: Token[], kind: TokenKind, value: string, at: number): number {
  tokens.push({ kind, value, at });
  return at + value.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function quoteChar(char: string): string {
  if (char === "'") return `"'"`;
  return char === '\\' ? "'\\\\'" : `'${char}'`;
}
