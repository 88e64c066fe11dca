import { mergeDicts } from '../core/merge-dicts.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import type { Variables } from '../template/index.js';

/** Names to values, as a Map gives them. */
export interface Names {
  get(name: string): Value | undefined;
  keys(): Iterable<Value>;
}

/** One level of precedence; `source` says to users where a value came from. */
export interface Layer {
  readonly source: string;
  readonly names: Names;
  /** The values are those of users' files as they stand there. */
  readonly isWritten?: boolean;
}

/** What a dict of a higher level does to the one below. */
export type HashBehaviour = 'replace' | 'merge';

/** One ordered list of layers, highest first. Nothing is merged or copied: a name is looked for when it is used. */
export class Scope implements Variables {
  private readonly kept = new Map<string, { readonly revision: number; readonly value: Dict }>();

  constructor(
    readonly layers: readonly Layer[],
    private readonly revisionOf: () => number,
    private readonly dicts: HashBehaviour = 'replace',
  ) {}

  get revision(): number {
    return this.revisionOf();
  }

  get(name: string): Value | undefined {
    for (const layer of this.layers) {
      const value = layer.names.get(name);
      if (value === undefined) continue;
      return this.dicts === 'merge' && isDict(value) ? this.merged(name, value) : value;
    }
    return undefined;
  }

  /** hash_behaviour=merge: dicts of all levels as one, down to the first level that has no dict. */
  private merged(name: string, highest: Dict): Dict {
    const kept = this.kept.get(name);
    if (kept && kept.revision === this.revision) return kept.value;
    let value: Dict = highest;
    for (const { names } of this.layers) {
      const lower = names.get(name);
      if (lower === undefined || lower === highest) continue;
      if (!isDict(lower)) break;
      value = mergeDicts(lower, value);
    }
    this.kept.set(name, { revision: this.revision, value });
    return value;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  written(name: string): Value | undefined {
    const found = this.layers.find((layer) => layer.names.get(name) !== undefined);
    return found?.isWritten ? found.names.get(name) : undefined;
  }

  /** Where the value of a name comes from, for `inventory --vars` and messages. */
  sourceOf(name: string): string | undefined {
    return this.layers.find((layer) => layer.names.get(name) !== undefined)?.source;
  }

  /** The lowest level first, the order in which Ansible lists variables. */
  names(): Set<string> {
    const all = new Set<string>();
    for (const layer of [...this.layers].reverse())
      for (const name of layer.names.keys()) if (typeof name === 'string') all.add(name);
    return all;
  }
}

/** A layer that is left out when it has nothing. */
export function layer(
  source: string,
  names: ReadonlyMap<Value, Value> | Names,
  isWritten = false,
): Layer | undefined {
  return names instanceof Map && names.size === 0 ? undefined : { source, names, isWritten };
}

/** What stands in users' files, or on the command line. */
export const writtenLayer = (source: string, names: ReadonlyMap<Value, Value>): Layer | undefined =>
  layer(source, names, true);

export const layersOf = (list: readonly (Layer | undefined)[]): Layer[] =>
  list.filter((one) => one !== undefined);
