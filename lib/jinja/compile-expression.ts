import { compileBody } from './compile/compile-body.js';
import { compileExpr } from './compile/compile-expr.js';
import type { Compilation } from './compile/compiler.js';
import { locate } from './compile/locate.js';
import { FunctionScope, NameScope } from './compile/name-scope.js';
import { parseExpression } from './parse/parse-expression.js';
import { SourceText } from './parse/source-text.js';
import { Frame } from './runtime/frame.js';
import { Sink } from './runtime/sink.js';
import { TemplateContext } from './runtime/template-context.js';
import type { CompiledExpression, CompileOptions } from './types.js';

/** A bare expression, without braces: `a.b == 1 and c is defined`. */
export function compileExpression(text: string, options: CompileOptions): CompiledExpression {
  const { environment, file = '<expression>' } = options;
  const source = new SourceText(text, file, options.at, true);
  const unit: Compilation = {
    source,
    environment,
    undefinedKind: environment.undefined,
    blocks: new Map(),
    hasExtends: false,
    load: () => undefined,
    compileExpr,
    compileBody,
  };
  try {
    const scope = new NameScope(new FunctionScope(undefined, false), undefined);
    const run = compileExpr(parseExpression(source), { unit, scope, isRoot: false, soft: false });
    const sink = new Sink();
    return {
      evaluate: (variables) => {
        try {
          return run(new Frame(new TemplateContext(environment, variables, sink), undefined, 0));
        } catch (error) {
          throw locate(error, source, 0);
        }
      },
    };
  } catch (error) {
    throw locate(error, source, 0);
  }
}
