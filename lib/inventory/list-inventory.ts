import type { Json } from '../core/json.js';
import type { Dict } from '../core/value.js';
import type { Group } from './group.js';
import type { Host } from './host.js';
import { hostLayers, layersOfGroup, mergeLayers } from './host-layers.js';
import type { Inventory } from './inventory.js';
import { toJson } from './to-json.js';

export interface ListOptions {
  /** Where group_vars and host_vars of the playbook are. */
  readonly playbookDir?: string | undefined;
  /** `--export`: variables stay with the group or host that has them. Default: all go to the hosts. */
  readonly export?: boolean | undefined;
}

/** The inventory as `ansible-inventory --list` prints it: groups, and the variables of hosts in `_meta`. */
export function listInventory(inventory: Inventory, options: ListOptions = {}): Json {
  const hostvars: [string, Json][] = [];
  for (const host of inventory.hosts.values()) {
    const vars = varsOfHost(inventory, host, options);
    if (vars.size > 0) hostvars.push([host.name, toJson(vars)]);
  }
  const groups = [...inventory.groups.values()].map((group): [string, Json] => [
    group.name,
    listGroup(inventory, group, options),
  ]);
  const shown = groups.filter(([name, listed]) => name === 'all' || Object.keys(listed as object).length > 0);
  return objectOf([['_meta', { hostvars: objectOf(hostvars) }], ...shown]);
}

/** The variables of one host, as `ansible-inventory --host` prints them; undefined when there is no such host. */
export function listHost(inventory: Inventory, name: string, options: ListOptions = {}): Json | undefined {
  const host = inventory.host(name);
  return host && toJson(varsOfHost(inventory, host, options));
}

/** What `--list` and `--yaml` show of a host. */
export function varsOfHost(
  inventory: Inventory,
  host: Host,
  { playbookDir, export: own }: ListOptions,
): Dict {
  const layers = hostLayers(inventory, host, playbookDir);
  return mergeLayers(own ? layers.filter(({ kind }) => kind.includes(' host')) : layers);
}

/** What `--export` shows of a group. */
export function varsOfGroup(inventory: Inventory, group: Group, options: ListOptions): Dict {
  const vars: Dict = new Map();
  if (!options.export) return vars;
  for (const [key, value] of mergeLayers(layersOfGroup(inventory, group, options.playbookDir)))
    vars.set(key, value);
  return group.priority === 1 ? vars : vars.set('ansible_group_priority', group.priority);
}

function listGroup(inventory: Inventory, group: Group, options: ListOptions): Json {
  const hosts = [...group.hosts].map((host) => host.name);
  const children = [...group.children].map((child) => child.name);
  const vars = varsOfGroup(inventory, group, options);
  return {
    ...(hosts.length > 0 && { hosts }),
    ...(children.length > 0 && { children }),
    ...(vars.size > 0 && { vars: toJson(vars) }),
  };
}

// a host may be called `__proto__`
const objectOf = (entries: readonly [string, Json][]): Json =>
  Object.assign(Object.create(null) as object, Object.fromEntries(entries));
