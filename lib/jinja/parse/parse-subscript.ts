import type { ExpressionParser } from './expression-parser.js';
import type { Expr } from './nodes.js';
import { integerOf } from './number-literal.js';

/** `.name`, `.0`, `[key]` and `[start:stop:step]` after a value. */
export function parseSubscript(parser: ExpressionParser, target: Expr): Expr {
  const { stream } = parser;
  if (stream.next().value === '[') return parseBrackets(parser, target);
  const token = stream.next();
  if (token.kind === 'name') return { kind: 'getattr', at: target.at, target, name: token.value };
  if (token.kind !== 'integer') stream.fail('expected name or number', token.at);
  const key: Expr = { kind: 'const', at: token.at, value: integerOf(token.value) };
  return { kind: 'getitem', at: target.at, target, key };
}

function parseBrackets(parser: ExpressionParser, target: Expr): Expr {
  const { stream } = parser;
  const at = stream.current.at;
  const keys: Expr[] = [];
  while (!stream.isOperator(']')) {
    if (keys.length > 0) stream.expectOperator(',');
    keys.push(parseSubscribed(parser));
  }
  stream.expectOperator(']');
  const key: Expr = keys.length === 1 ? keys[0]! : { kind: 'tuple', at, items: keys };
  return { kind: 'getitem', at: target.at, target, key };
}

function parseSubscribed(parser: ExpressionParser): Expr {
  const { stream } = parser;
  const at = stream.current.at;
  let start: Expr | undefined;
  if (!stream.isOperator(':')) {
    start = parser.parseExpression();
    if (!stream.isOperator(':')) return start;
  }
  stream.expectOperator(':');
  const stop = stream.isOperator(':') ? undefined : parseSliceEnd(parser);
  const step = stream.skipOperator(':') ? parseSliceEnd(parser) : undefined;
  return { kind: 'slice', at, start, stop, step };
}

function parseSliceEnd(parser: ExpressionParser): Expr | undefined {
  return parser.stream.isOperator(']') || parser.stream.isOperator(',')
    ? undefined
    : parser.parseExpression();
}
