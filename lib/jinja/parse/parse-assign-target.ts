import type { Expr, NameNode, Target } from './nodes.js';
import type { StatementParser } from './statement-parser.js';
import type { TokenStream } from './token-stream.js';

const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'none', 'True', 'False', 'None']);

/** What stands left of `=` or of `in`: names, tuples of names, and with `namespaces` also `ns.name`. */
export function parseAssignTarget(
  parser: StatementParser,
  endNames: readonly string[],
  namespaces = false,
): Target {
  const { stream } = parser;
  const next = stream.look();
  if (namespaces && next.kind === 'operator' && next.value === '.') {
    const name = stream.expect('name');
    stream.next();
    return { kind: 'nsref', at: name.at, name: name.value, attribute: stream.expect('name').value };
  }
  return toTarget(parser.expressions.parseTuple({ simplified: true, endNames }), stream);
}

/** A single name: of a macro, its parameters, an import. */
export function parseNameTarget(stream: TokenStream): NameNode {
  const { value, at } = stream.expect('name');
  if (RESERVED.has(value)) stream.fail(`can't assign to 'name'`, at);
  return { kind: 'name', at, name: value };
}

function toTarget(expr: Expr, stream: TokenStream): Target {
  if (expr.kind === 'name') return expr;
  if (expr.kind !== 'tuple') return stream.fail(`can't assign to '${expr.kind}'`, expr.at);
  if (!expr.items.every(isAssignable)) return stream.fail(`can't assign to 'tuple'`, expr.at);
  return { kind: 'tuple', at: expr.at, items: expr.items.map((item) => toTarget(item, stream)) };
}

function isAssignable(expr: Expr): boolean {
  return expr.kind === 'name' || (expr.kind === 'tuple' && expr.items.every(isAssignable));
}
