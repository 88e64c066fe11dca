import type { ExpressionParser } from './expression-parser.js';
import type { Arguments, Expr, FilterNode } from './nodes.js';
import { NO_ARGUMENTS, parseArguments } from './parse-arguments.js';
import { parsePrimary } from './parse-primary.js';

/** One filter of a chain; `value` undefined at the head of a filter block. */
export function parseFilter(parser: ExpressionParser, value: Expr | undefined, atName = false): FilterNode {
  const { stream } = parser;
  if (!atName) stream.next();
  const { at } = stream.current;
  const name = parseDottedName(parser);
  const args = stream.isOperator('(') ? parseArguments(parser) : NO_ARGUMENTS;
  return { kind: 'filter', at, name, value, ...args };
}

function parseDottedName(parser: ExpressionParser): string {
  let name = parser.stream.expect('name').value;
  while (parser.stream.skipOperator('.')) name += `.${parser.stream.expect('name').value}`;
  return name;
}

/** `is name`, `is not name(1)`, `is name 1`. */
export function parseTest(parser: ExpressionParser, value: Expr): Expr {
  const { stream } = parser;
  stream.next();
  const negated = stream.skipName('not');
  const { at } = stream.current;
  const name = parseDottedName(parser);
  const test: Expr = { kind: 'test', at, name, value, ...parseTestArguments(parser) };
  return negated ? { kind: 'not', at, operand: test } : test;
}

function parseTestArguments(parser: ExpressionParser): Arguments {
  const { stream } = parser;
  if (stream.isOperator('(')) return parseArguments(parser);
  if (!startsTestArgument(parser)) return NO_ARGUMENTS;
  if (stream.isName('is')) stream.fail('You cannot chain multiple tests with is');
  return { ...NO_ARGUMENTS, args: [parser.parsePostfix(parsePrimary(parser))] };
}

function startsTestArgument(parser: ExpressionParser): boolean {
  const { kind, value } = parser.stream.current;
  if (kind === 'name') return value !== 'else' && value !== 'or' && value !== 'and';
  if (kind === 'operator') return value === '[' || value === '{';
  return kind === 'string' || kind === 'integer' || kind === 'float';
}
