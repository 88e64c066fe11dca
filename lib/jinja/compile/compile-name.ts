import { SelfReference, superOf } from '../runtime/block-reference.js';
import type { Eval, Site } from './compiler.js';
import { readPlaces, type Place } from './name-scope.js';

/** Reads a name: from the slots it may be in, then from the context. */
export function compileName(name: string, site: Site): Eval {
  const { places, definite } = site.scope.resolve(name);
  if (places.length === 0) return compileGlobal(name, site);
  const [first] = places as readonly [Place];
  const { index } = first;
  const single = places.length === 1 && first.depth === 0;
  return (frame) => {
    const value = single ? frame.slots[index] : readPlaces(frame, places);
    if (value !== undefined) return value;
    return definite ? frame.context.undefinedName(name) : frame.context.load(name);
  };
}

function compileGlobal(name: string, site: Site): Eval {
  if (name === 'self') return (frame) => new SelfReference(frame.context);
  if (name === 'super' && site.scope.owner.isBlock) {
    return (frame) => superOf(frame.context, frame.block!.name, frame.block!.index);
  }
  return site.scope.parent === undefined
    ? (frame) => frame.context.load(name)
    : (frame) => frame.context.loadInside(name);
}
