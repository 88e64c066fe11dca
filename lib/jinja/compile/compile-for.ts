import type { Stmt } from '../parse/nodes.js';
import { pyIterate } from '../python/iterate.js';
import { pyTruth } from '../python/truth.js';
import { capture } from '../runtime/emit.js';
import { Frame } from '../runtime/frame.js';
import { LoopContext } from '../runtime/loop-context.js';
import { collectNames, targetNames } from './collect-names.js';
import { compileExpr } from './compile-expr.js';
import { compileTarget } from './compile-target.js';
import type { Eval, Exec, Signal, Site } from './compiler.js';
import { functionSite, innerSite, resetSlots } from './inner-site.js';
import { locate } from './locate.js';
import { mentionsName } from './mentions-name.js';
import { NameScope } from './name-scope.js';

type ForNode = Extract<Stmt, { kind: 'for' }>;

/** Runs the loop over items; `depth0` counts recursion. */
type RunLoop = (frame: Frame, items: unknown, depth0: number) => Signal;

/** `{% for target in iter if test recursive %}…{% else %}…{% endfor %}` */
export function compileFor(node: ForNode, site: Site): Exec {
  const { source } = site.unit;
  if (targetNames(node.target, new Set()).has('loop')) {
    throw source.error(
      'TemplateAssertionError',
      "Can't assign to special loop variable in for-loop target",
      node.at,
    );
  }
  const iter = compileExpr(node.iter, site);
  const run = node.recursive ? compileRecursive(node, site) : compileLoop(node, site, undefined);
  return (frame) => {
    let items: unknown;
    try {
      items = iter(frame);
    } catch (error) {
      throw locate(error, source, node.iter.at);
    }
    return run(frame, items, 0);
  };
}

function compileRecursive(node: ForNode, site: Site): RunLoop {
  const inner = functionSite([], site).site;
  const { owner } = inner.scope;
  const enter: RunLoop = (frame, items, depth0) => {
    const own = new Frame(frame.context, frame, owner.slotCount);
    return run(own, items, depth0);
  };
  const run = compileLoop(node, inner, (frame, items, depth0) => {
    return capture(frame, () => enter(frame.parent!, items, depth0));
  });
  return enter;
}

type Recurse = (frame: Frame, items: unknown, depth0: number) => unknown;

function compileLoop(node: ForNode, site: Site, recurse: Recurse | undefined): RunLoop {
  const { source } = site.unit;
  const keep = node.test === undefined ? undefined : compileLoopTest(node, node.test, site);
  const inner = loopSite(node, site);
  const assign = compileTarget(node.target, inner, true);
  const usesLoop = mentionsName(node.body, 'loop');
  const loopSlot = usesLoop ? inner.scope.declare('loop', true) : -1;
  const body = site.unit.compileBody(node.body, inner);
  const reset = resetSlots(inner);
  const otherwise =
    node.otherwise.length === 0
      ? undefined
      : site.unit.compileBody(node.otherwise, innerSite(node.otherwise, site, true));
  return (frame, items, depth0) => {
    const list = itemsOf(items, keep, frame, source, node);
    let index = 0;
    let completed = false;
    const loop = usesLoop
      ? makeLoop(frame, Array.isArray(list) ? (list as unknown[]) : Array.from(list), depth0, recurse)
      : undefined;
    for (const item of loop === undefined ? list : (loop.list as Iterable<unknown>)) {
      reset(frame);
      try {
        assign(frame, item);
      } catch (error) {
        throw locate(error, source, node.at);
      }
      if (loop !== undefined) {
        loop.context.index0 = index;
        frame.slots[loopSlot] = loop.context;
      }
      index++;
      const signal = body(frame);
      if (signal === undefined) completed = true;
      else if (signal === 'break') break;
    }
    return !completed && otherwise !== undefined ? otherwise(frame) : undefined;
  };
}

function loopSite(node: ForNode, site: Site): Site {
  const scope = new NameScope(site.scope.owner, site.scope);
  const inner: Site = { ...site, scope };
  compileTarget(node.target, inner, true);
  scope.declareAll(collectNames(node.body));
  return inner;
}

function makeLoop(
  frame: Frame,
  list: readonly unknown[],
  depth0: number,
  recurse: Recurse | undefined,
): { context: LoopContext; list: readonly unknown[] } {
  const again = recurse && ((items: unknown, depth: number): unknown => recurse(frame, items, depth));
  return { context: new LoopContext(list, depth0, again), list };
}

function itemsOf(
  items: unknown,
  keep: ((frame: Frame, item: unknown) => boolean) | undefined,
  frame: Frame,
  source: Site['unit']['source'],
  node: ForNode,
): Iterable<unknown> {
  try {
    const all = pyIterate(items);
    return keep === undefined ? all : Array.from(all).filter((item) => keep(frame, item));
  } catch (error) {
    throw locate(error, source, node.iter.at);
  }
}

// the test sees the target but not what the body sets
function compileLoopTest(
  node: ForNode,
  test: NonNullable<ForNode['test']>,
  site: Site,
): (frame: Frame, item: unknown) => boolean {
  const inner: Site = { ...site, scope: new NameScope(site.scope.owner, site.scope) };
  const assign = compileTarget(node.target, inner, true);
  const condition: Eval = compileExpr(test, inner);
  return (frame, item) => {
    assign(frame, item);
    return pyTruth(condition(frame));
  };
}
