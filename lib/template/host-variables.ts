import type { Dict } from '../core/value.js';
import { lazyDict } from './lazy-dict.js';
import type { Templar } from './templar.js';

/** The value of `hostvars`: every host's variables, each rendered in that host's own scope when it is read. */
export function hostVariables(
  names: () => Iterable<string>,
  templarOf: (host: string) => Templar | undefined,
): Dict {
  const dicts = new WeakMap<Templar, Dict>();
  const dictOf = (host: unknown): Dict | undefined => {
    const templar = typeof host === 'string' ? templarOf(host) : undefined;
    if (!templar) return undefined;
    if (!dicts.has(templar)) dicts.set(templar, variablesDict(templar));
    return dicts.get(templar);
  };
  return lazyDict({ get: dictOf, has: (host) => dictOf(host) !== undefined, keys: names });
}

/** A host's scope as a dict, without the names under which the scope would hold itself. */
export function variablesDict(templar: Templar): Dict {
  const isShown = (name: unknown): name is string =>
    typeof name === 'string' && name !== 'hostvars' && name !== 'vars';
  return lazyDict({
    get: (name) => (isShown(name) ? templar.variable(name) : undefined),
    has: (name) => isShown(name) && templar.variables.has(name),
    keys: () => [...templar.variables.names()].filter((name) => isShown(name) && templar.variables.has(name)),
  });
}
