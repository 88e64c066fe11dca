import type { Stmt } from '../parse/nodes.js';
import { compileExpr } from './compile-expr.js';
import { compileTarget } from './compile-target.js';
import type { Exec, Site } from './compiler.js';
import { innerSite, resetSlots } from './inner-site.js';
import { locate } from './locate.js';

/** `{% with a = 1, b = 2 %}`: values see the names outside, not each other. */
export function compileWith(node: Extract<Stmt, { kind: 'with' }>, site: Site): Exec {
  const inner = innerSite([], site, true);
  const pairs = node.pairs.map(([target, expr]) => ({
    assign: compileTarget(target, inner, true),
    value: compileExpr(expr, site),
  }));
  const body = innerSite(node.body, inner, true);
  const run = site.unit.compileBody(node.body, body);
  const reset = resetSlots(body);
  const { source } = site.unit;
  return (frame) => {
    try {
      const values = pairs.map(({ value }) => value(frame));
      pairs.forEach(({ assign }, index) => assign(frame, values[index]));
    } catch (error) {
      throw locate(error, source, node.at);
    }
    reset(frame);
    return run(frame);
  };
}
