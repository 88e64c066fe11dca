import type { Problem } from '../core/problem.js';
import type { Dict } from '../core/value.js';

import type { Layer } from './scope.js';

/** What the engine asks of an inventory, and the changes a run makes to it. */
export interface RunInventory {
  /** All hosts in order, without the implicit localhost. */
  hostNames(): readonly string[];
  hasHost(name: string): boolean;
  /** Group name to its hosts, with `all` and `ungrouped`. */
  groups(): ReadonlyMap<string, readonly string[]>;
  /** Groups of a host, sorted, without `all`. */
  groupsOf(host: string): readonly string[];
  /** host_vars, group_vars and inline variables, highest first. */
  layersOf(host: string): readonly Layer[];
  /** Hosts of a pattern, in order, after `--limit`. */
  match(pattern: string): readonly string[];
  /** Does the pattern name anyone, after `--limit`? Says nothing about names that nobody has. */
  hasMatch(pattern: string): boolean;
  /** Hosts of a pattern whatever `--limit` says; names that nobody has are nobody. */
  hostsOf(pattern: string): readonly string[];
  addHost(name: string, groups: readonly string[], vars: Dict): boolean;
  addToGroup(host: string, group: string, parents: readonly string[]): boolean;
  refresh(): Promise<void>;
  /**
   * Sources that are not there, as warnings.
   * @throws TsplayError when they may not be missing
   */
  missing(hostsWanted: boolean): readonly Problem[];
  sources(): readonly string[];
  fileOf(host: string): string | undefined;
}
