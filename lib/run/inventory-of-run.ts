import type { Config } from '../config/index.js';
import { TsplayError, type Problem } from '../core/problem.js';
import type { Dict } from '../core/value.js';
import { hostLayers } from '../inventory/host-layers.js';
import type { Inventory } from '../inventory/inventory.js';
import { matchHosts } from '../inventory/match-hosts.js';
import { pyEquals } from '../jinja/index.js';

import { refuseMissing } from './refuse-missing.js';
import type { RunInventory } from './run-inventory.js';
import { layer, layersOf, type Layer } from './scope.js';

export interface InventoryOfRun {
  readonly inventory: Inventory;
  readonly limit: string | undefined;
  readonly playbookDir: () => string;
  readonly config: Config | undefined;
  /** What a pattern is that no host matches. */
  readonly mismatch: 'error' | 'warning' | 'ignore';
  readonly warn: (message: string) => void;
  /** Reads the sources again. */
  readonly reload: () => Promise<Inventory>;
}

/** The inventory as the engine uses it: answers are kept until a run changes something. */
export function inventoryOfRun(options: InventoryOfRun): RunInventory {
  const view = new View(options);
  return view;
}

class View implements RunInventory {
  private inventory: Inventory;
  private readonly added: { name: string; groups: readonly string[]; vars: Dict }[] = [];
  private readonly grouped: { host: string; group: string; parents: readonly string[] }[] = [];
  private readonly layers = new Map<string, { readonly dir: string; readonly list: readonly Layer[] }>();
  private groupsKnown: ReadonlyMap<string, readonly string[]> | undefined;
  private readonly groupsOfKnown = new Map<string, readonly string[]>();

  constructor(private readonly options: InventoryOfRun) {
    this.inventory = options.inventory;
  }

  hostNames(): readonly string[] {
    return [...this.inventory.hosts.keys()];
  }

  hasHost(name: string): boolean {
    return this.inventory.host(name) !== undefined;
  }

  groups(): ReadonlyMap<string, readonly string[]> {
    return (this.groupsKnown ??= new Map(
      [...this.inventory.groups.values()].map((group) => [
        group.name,
        group.allHosts().map((host) => host.name),
      ]),
    ));
  }

  groupsOf(name: string): readonly string[] {
    let known = this.groupsOfKnown.get(name);
    if (!known) {
      const groups = this.inventory.host(name)?.allGroups() ?? [];
      known = groups
        .map((group) => group.name)
        .filter((group) => group !== 'all')
        .sort();
      this.groupsOfKnown.set(name, known);
    }
    return known;
  }

  layersOf(name: string): readonly Layer[] {
    const dir = this.options.playbookDir();
    const known = this.layers.get(name);
    if (known?.dir === dir) return known.list;
    const host = this.inventory.host(name);
    const isAdded = this.added.some((one) => one.name === name);
    const list = host
      ? layersOf(
          hostLayers(this.inventory, host, dir)
            .reverse()
            .map(({ kind, from, vars }) =>
              layer(`${kind} (${from})`, vars, kind !== 'inventory host' || !isAdded),
            ),
        )
      : this.unknownHost();
    this.layers.set(name, { dir, list });
    return list;
  }

  match(pattern: string): readonly string[] {
    const { limit, mismatch, warn } = this.options;
    const { hosts, problems } = matchHosts(this.inventory, pattern, { limit });
    if (mismatch === 'error' && problems.length > 0) throw new TsplayError(problems);
    for (const problem of mismatch === 'ignore' ? [] : problems)
      warn(problem.hint ? `${problem.message} (${problem.hint})` : problem.message);
    return hosts.map((host) => host.name);
  }

  hasMatch(pattern: string): boolean {
    return matchHosts(this.inventory, pattern, { limit: this.options.limit }).hosts.length > 0;
  }

  hostsOf(pattern: string): readonly string[] {
    return matchHosts(this.inventory, pattern).hosts.map((host) => host.name);
  }

  addHost(name: string, groups: readonly string[], vars: Dict): boolean {
    const before = this.inventory.hosts.get(name);
    const known =
      before !== undefined &&
      groups.every((group) => this.groupsOf(name).includes(this.inventory.groupName(group)));
    const same = [...vars].every(([key, value]) => pyEquals(before?.vars.get(key), value));
    this.added.push({ name, groups, vars });
    this.inventory.addHostWithVars(name, groups, vars);
    this.forget();
    return !(known && same);
  }

  addToGroup(host: string, group: string, parents: readonly string[]): boolean {
    const known = ['all', ...this.groupsOf(host)];
    const isNew = ![group, ...parents].every((name) => known.includes(this.inventory.groupName(name)));
    this.grouped.push({ host, group, parents });
    this.inventory.addToGroup(host, group, parents);
    if (isNew) this.forget();
    return isNew;
  }

  /** Hosts that add_host made stay, and groups that group_by put them into. */
  async refresh(): Promise<void> {
    this.inventory = await this.options.reload();
    for (const { name, groups, vars } of this.added) this.inventory.addHostWithVars(name, groups, vars);
    for (const { host, group, parents } of this.grouped)
      if (this.inventory.hosts.has(host)) this.inventory.addToGroup(host, group, parents);
    this.forget();
  }

  missing(hostsWanted: boolean): readonly Problem[] {
    refuseMissing(this.inventory, this.options.config, hostsWanted);
    return this.inventory.missing.map((problem) => ({ ...problem, severity: 'warning' }));
  }

  sources(): readonly string[] {
    return this.inventory.sources;
  }

  fileOf(name: string): string | undefined {
    return this.inventory.hosts.get(name)?.source;
  }

  private forget(): void {
    this.layers.clear();
    this.groupsOfKnown.clear();
    this.groupsKnown = undefined;
  }

  private unknownHost(): readonly Layer[] {
    return layersOf([layer('inventory group all', this.inventory.groups.get('all')!.vars)]);
  }
}
