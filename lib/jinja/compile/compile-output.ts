import type { Stmt } from '../parse/nodes.js';
import { emitText, emitValue } from '../runtime/emit.js';
import { compileExpr } from './compile-expr.js';
import type { Exec, Site } from './compiler.js';
import { locate } from './locate.js';

/** Text and `{{ }}` in a row. */
export function compileOutput(node: Extract<Stmt, { kind: 'output' }>, site: Site): Exec {
  const steps = node.nodes.map((part) =>
    typeof part === 'string' ? compileText(part) : compileValue(part, site),
  );
  const print: Exec =
    steps.length === 1
      ? steps[0]!
      : (frame) => {
          for (const step of steps) step(frame);
          return undefined;
        };
  if (!site.isRoot || !site.unit.hasExtends) return print;
  return (frame) => (frame.context.parent === undefined ? print(frame) : undefined);
}

function compileText(text: string): Exec {
  return (frame) => {
    emitText(frame.context, text);
    return undefined;
  };
}

function compileValue(node: Parameters<typeof compileExpr>[0], site: Site): Exec {
  const { source } = site.unit;
  const value = compileExpr(node, site);
  return (frame) => {
    try {
      emitValue(frame.context, value(frame));
      return undefined;
    } catch (error) {
      throw locate(error, source, node.at);
    }
  };
}
