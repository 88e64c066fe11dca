import type { CompiledExpression, CompileOptions } from './types.js';

/** A bare expression, without braces: `a.b == 1 and c is defined`. */
export function compileExpression(_source: string, _options: CompileOptions): CompiledExpression {
  throw new Error('not yet');
}
