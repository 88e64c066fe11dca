import { isDict, type Dict, type Value } from '../core/value.js';

/**
 * Where names come from: usually layers of inventory, play, role, task… Values may hold TemplateStrings; they
 * are rendered when, and only when, a template reaches them.
 */
export interface Variables {
  get(name: string): Value | undefined;
  has(name: string): boolean;
  names(): Iterable<string>;
  /** Raised by whoever changes a value (set_fact, register), so that rendered values are forgotten. */
  readonly revision?: number;
}

/** A dict as a source of variables. */
export function variablesOf(dict: Dict): Variables {
  return {
    get: (name) => dict.get(name),
    has: (name) => dict.has(name),
    names: () => [...dict.keys()].map(String),
  };
}

/** `over` hides `under`: how loop items and task-local names are laid over a scope without a copy. */
export function layered(over: Variables | Dict, under: Variables): Variables {
  const top = isDict(over) ? variablesOf(over) : over;
  return {
    get: (name) => (top.has(name) ? top.get(name) : under.get(name)),
    has: (name) => top.has(name) || under.has(name),
    names: () => new Set([...under.names(), ...top.names()]),
    get revision() {
      return (top.revision ?? 0) + (under.revision ?? 0);
    },
  };
}
