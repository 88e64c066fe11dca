import type { Dict, Value } from '../core/value.js';
import { lazyDict } from './lazy-dict.js';
import type { Templar } from './templar.js';
import { isUndefinedError } from './template-error.js';

/** The value of `hostvars`: every host's variables, each rendered in that host's own scope when it is read. */
export function hostVariables(
  names: () => Iterable<string>,
  templarOf: (host: string) => Templar | undefined,
): Dict {
  const dicts = new WeakMap<Templar, Dict>();
  const dictOf = (host: unknown): Dict | undefined => {
    const templar = typeof host === 'string' ? templarOf(host) : undefined;
    if (!templar) return undefined;
    if (!dicts.has(templar)) dicts.set(templar, variablesDict(templar, readOrText));
    return dicts.get(templar);
  };
  return lazyDict({ get: dictOf, has: (host) => dictOf(host) !== undefined, keys: names });
}

type Read = (templar: Templar, name: string) => Value | undefined;

// as in Ansible, a host's template that needs what does not exist is its text to others: one bad variable of one host
// does not keep them from all of its variables
function readOrText(templar: Templar, name: string): Value | undefined {
  try {
    return templar.markedVariable(name);
  } catch (error) {
    const raw = templar.variables.get(name);
    if (raw === undefined || !isUndefinedError(error)) throw error;
    return templar.render(raw, { undefinedAsText: true });
  }
}

/** A host's scope as a dict, without the names under which the scope would hold itself. */
export function variablesDict(templar: Templar, read: Read = (own, name) => own.markedVariable(name)): Dict {
  const isShown = (name: unknown): name is string =>
    typeof name === 'string' && name !== 'hostvars' && name !== 'vars';
  return lazyDict({
    get: (name) => (isShown(name) ? read(templar, name) : undefined),
    has: (name) => isShown(name) && templar.variables.has(name),
    keys: () => [...templar.variables.names()].filter((name) => isShown(name) && templar.variables.has(name)),
  });
}
