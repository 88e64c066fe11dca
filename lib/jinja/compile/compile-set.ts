import type { FilterNode, Stmt } from '../parse/nodes.js';
import { capture, emitValue } from '../runtime/emit.js';
import { compileFilter } from './compile-call.js';
import { compileExpr } from './compile-expr.js';
import { compileTarget } from './compile-target.js';
import type { Eval, Exec, Site } from './compiler.js';
import { innerSite, resetSlots } from './inner-site.js';
import { locate } from './locate.js';

type Of<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;

/** `{% set x = value %}` */
export function compileSet(node: Of<'set'>, site: Site): Exec {
  return assignValue(node, compileExpr(node.value, site), site);
}

/** `{% set x | filter %}…{% endset %}` */
export function compileSetBlock(node: Of<'setblock'>, site: Site): Exec {
  return assignValue(node, compileCaptured(node.body, node.filter, site), site);
}

/** `{% filter name %}…{% endfilter %}` */
export function compileFilterBlock(node: Of<'filterblock'>, site: Site): Exec {
  const value = compileCaptured(node.body, node.filter, site);
  const { source } = site.unit;
  return (frame) => {
    if (site.isRoot && frame.context.parent !== undefined) return undefined;
    try {
      emitValue(frame.context, value(frame));
      return undefined;
    } catch (error) {
      throw locate(error, source, node.at);
    }
  };
}

function assignValue(node: Of<'set' | 'setblock'>, value: Eval, site: Site): Exec {
  const assign = compileTarget(node.target, site, false);
  const { source } = site.unit;
  return (frame) => {
    try {
      assign(frame, value(frame));
      return undefined;
    } catch (error) {
      throw locate(error, source, node.at);
    }
  };
}

function compileCaptured(body: readonly Stmt[], filter: FilterNode | undefined, site: Site): Eval {
  const inner = innerSite(body, site);
  const run = site.unit.compileBody(body, inner);
  const reset = resetSlots(inner);
  const text: Eval = (frame) => {
    reset(frame);
    return capture(frame, run);
  };
  return filter === undefined ? text : compileFilter(filter, site, text);
}
