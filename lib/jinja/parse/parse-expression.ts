import { ExpressionParser } from './expression-parser.js';
import { lexExpression } from './lex-expression.js';
import type { Expr } from './nodes.js';
import type { SourceText } from './source-text.js';
import { readTokens, type Token } from './token.js';
import { TokenStream } from './token-stream.js';

/** A bare expression, without braces. */
export function parseExpression(source: SourceText): Expr {
  const tokens: Token[] = [];
  readTokens(tokens, () => {
    lexExpression({ source, from: 0, end: undefined, endKind: 'block_end', tokens });
    tokens.push({ kind: 'eof', value: '', at: source.text.length });
  });
  const stream = new TokenStream(tokens, source);
  const expr = new ExpressionParser(stream).parseExpression();
  if (stream.current.kind !== 'eof') {
    stream.fail(`expected token 'end of statement block', got '${stream.current.value}'`);
  }
  return expr;
}
