import type { Stmt } from '../parse/nodes.js';
import type { Frame } from '../runtime/frame.js';
import { collectNames } from './collect-names.js';
import type { Site } from './compiler.js';
import { FunctionScope, NameScope } from './name-scope.js';

/** A scope inside the same activation: loop bodies, with, captured blocks. */
export function innerSite(body: readonly Stmt[], site: Site, printsToRoot = false): Site {
  const scope = new NameScope(site.scope.owner, site.scope);
  scope.declareAll(collectNames(body));
  return { ...site, scope, isRoot: printsToRoot && site.isRoot };
}

/** A scope with an activation of its own: macros, callers, recursive loops. */
export function functionSite(body: readonly Stmt[], site: Site): { site: Site; declare: () => void } {
  const owner = new FunctionScope(site.scope.owner, site.scope.owner.isBlock);
  const scope = new NameScope(owner, site.scope);
  return { site: { ...site, scope, isRoot: false }, declare: () => scope.declareAll(collectNames(body)) };
}

/** Forgets what the scope set when it ran before. */
export function resetSlots(site: Site): (frame: Frame) => void {
  const slots = site.scope.resettable();
  if (slots.length === 0) return () => undefined;
  return (frame) => {
    for (const index of slots) frame.slots[index] = undefined;
  };
}
