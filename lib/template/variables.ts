import { isDict, type Dict, type Value } from '../core/value.js';

/**
 * Where names come from: usually layers of inventory, play, role, task… Values may hold TemplateStrings; they
 * are rendered when, and only when, a template reaches them.
 */
export interface Variables {
  get(name: string): Value | undefined;
  has(name: string): boolean;
  names(): Iterable<string>;
  /** The value as it stands in a user's file, when it does; `get` also gives what was rendered, and what hosts said. */
  written?(name: string): Value | undefined;
  /** Raised by whoever changes a value (set_fact, register), so that rendered values are forgotten. */
  readonly revision?: number;
}

/** Values that were rendered, with what of them stands in the user's file. */
export class RenderedDict extends Map<Value, Value> {
  constructor(
    entries: Iterable<readonly [Value, Value]>,
    readonly written: ReadonlyMap<string, Value>,
  ) {
    super(entries);
  }
}

/** A dict as a source of variables. */
export function variablesOf(dict: Dict): Variables {
  return {
    ...(dict instanceof RenderedDict ? { written: (name: string) => dict.written.get(name) } : {}),
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
    written: (name) => (top.has(name) ? top.written?.(name) : under.written?.(name)),
    get revision() {
      return (top.revision ?? 0) + (under.revision ?? 0);
    },
  };
}
