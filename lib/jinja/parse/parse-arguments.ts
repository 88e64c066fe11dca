import type { ExpressionParser } from './expression-parser.js';
import type { Arguments, Expr } from './nodes.js';

export const NO_ARGUMENTS: Arguments = { args: [], kwargs: [], starArgs: undefined, starKwargs: undefined };

/** `(a, b, key=c, *more, **rest)`. */
export function parseArguments(parser: ExpressionParser): Arguments {
  const { stream } = parser;
  const { at } = stream.expectOperator('(');
  const args: Expr[] = [];
  const kwargs: [string, Expr][] = [];
  let starArgs: Expr | undefined;
  let starKwargs: Expr | undefined;
  const ensure = (allowed: boolean): void => {
    if (!allowed) stream.fail('invalid syntax for function call expression', at);
  };
  for (let first = true; !stream.isOperator(')'); first = false) {
    if (!first) {
      stream.expectOperator(',');
      if (stream.isOperator(')')) break;
    }
    if (stream.skipOperator('*')) {
      ensure(starArgs === undefined && starKwargs === undefined);
      starArgs = parser.parseExpression();
    } else if (stream.skipOperator('**')) {
      ensure(starKwargs === undefined);
      starKwargs = parser.parseExpression();
    } else if (stream.current.kind === 'name' && isAssign(parser)) {
      ensure(starKwargs === undefined);
      const name = stream.next().value;
      stream.next();
      kwargs.push([name, parser.parseExpression()]);
    } else {
      ensure(starArgs === undefined && starKwargs === undefined && kwargs.length === 0);
      args.push(parser.parseExpression());
    }
  }
  stream.expectOperator(')');
  return { args, kwargs, starArgs, starKwargs };
}

function isAssign(parser: ExpressionParser): boolean {
  const next = parser.stream.look();
  return next.kind === 'operator' && next.value === '=';
}
