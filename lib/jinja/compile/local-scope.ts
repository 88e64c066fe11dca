import type { Frame } from '../runtime/frame.js';
import type { Scope } from '../types.js';
import { readPlaces, type NameScope } from './name-scope.js';

/** The local names at a place as a layer over the context: what includes and scoped blocks see. */
export function localScope(scope: NameScope): (frame: Frame) => Scope {
  const places = new Map([...scope.visibleNames()].map((name) => [name, scope.resolve(name).places]));
  return (frame) => {
    const { context } = frame;
    return {
      get: (name) => {
        const known = places.get(name);
        const local = known && readPlaces(frame, known);
        return local === undefined ? context.resolve(name) : local;
      },
      outer: context.scope,
      names: () => new Set([...places.keys(), ...context.vars.keys(), ...(context.scope.names?.() ?? [])]),
    };
  };
}
