import type { ExpressionParser } from './expression-parser.js';
import type { Expr } from './nodes.js';
import { floatOf, integerOf } from './number-literal.js';
import { describeToken } from './token.js';

const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** What operators work on: a name, a literal, or an expression in brackets. */
export function parsePrimary(parser: ExpressionParser): Expr {
  const { stream } = parser;
  const token = stream.current;
  switch (token.kind) {
    case 'name':
      stream.next();
      return CONSTANTS.has(token.value)
        ? { kind: 'const', at: token.at, value: CONSTANTS.get(token.value) }
        : { kind: 'name', at: token.at, name: token.value };
    case 'string':
      return { kind: 'const', at: token.at, value: adjacentStrings(parser) };
    case 'integer':
      stream.next();
      return { kind: 'const', at: token.at, value: integerOf(token.value) };
    case 'float':
      stream.next();
      return { kind: 'const', at: token.at, value: floatOf(token.value) };
    case 'operator':
      if (token.value === '(') return parseParentheses(parser);
      if (token.value === '[') return parseList(parser);
      if (token.value === '{') return parseDict(parser);
      break;
    default:
      break;
  }
  return stream.fail(`unexpected '${describeToken(token)}'`);
}

function adjacentStrings(parser: ExpressionParser): string {
  let text = '';
  while (parser.stream.current.kind === 'string') text += parser.stream.next().value;
  return text;
}

function parseParentheses(parser: ExpressionParser): Expr {
  parser.stream.next();
  const expr = parser.parseTuple({ parenthesized: true });
  parser.stream.expectOperator(')');
  return expr;
}

function parseList(parser: ExpressionParser): Expr {
  const { stream } = parser;
  const { at } = stream.next();
  const items: Expr[] = [];
  while (!stream.isOperator(']')) {
    if (items.length > 0) stream.expectOperator(',');
    if (stream.isOperator(']')) break;
    items.push(parser.parseExpression());
  }
  stream.expectOperator(']');
  return { kind: 'list', at, items };
}

function parseDict(parser: ExpressionParser): Expr {
  const { stream } = parser;
  const { at } = stream.next();
  const pairs: [Expr, Expr][] = [];
  while (!stream.isOperator('}')) {
    if (pairs.length > 0) stream.expectOperator(',');
    if (stream.isOperator('}')) break;
    const key = parser.parseExpression();
    stream.expectOperator(':');
    pairs.push([key, parser.parseExpression()]);
  }
  stream.expectOperator('}');
  return { kind: 'dict', at, pairs };
}
