import type { Json } from '../core/json.js';
import type { Dict, Value } from '../core/value.js';
import type { Group } from './group.js';
import type { Host } from './host.js';
import { hostLayers, layersOfGroup, mergeLayers } from './host-layers.js';
import type { Inventory } from './inventory.js';
import { shownValue } from './shown-value.js';
import { toJson } from './to-json.js';

export interface ListOptions {
  /** Where group_vars and host_vars of the playbook are. */
  readonly playbookDir?: string | undefined;
  /** `--export`: variables stay with the group or host that has them. Default: all go to the hosts. */
  readonly export?: boolean | undefined;
  /** `-e`: hosts show them too. */
  readonly extraVars?: Dict | undefined;
}

/** The inventory as `ansible-inventory --list` prints it: groups, and the variables of hosts in `_meta`. */
export const listInventory = (inventory: Inventory, options: ListOptions = {}): Json =>
  toJson(listing(inventory, options));

/** The same as a value, in which 2.0 is not yet 2. */
export function listing(inventory: Inventory, options: ListOptions = {}): Dict {
  const hostvars: Dict = new Map();
  for (const host of inventory.hosts.values()) {
    const vars = varsOfHost(inventory, host, options);
    if (vars.size > 0) hostvars.set(host.name, shownValue(vars));
  }
  const groups = [...inventory.groups.values()].map((group): [string, Dict] => [
    group.name,
    listGroup(inventory, group, options),
  ]);
  const shown = groups.filter(([name, listed]) => name === 'all' || listed.size > 0);
  return new Map<Value, Value>([['_meta', new Map([['hostvars', hostvars]])], ...shown]);
}

/** The variables of one host, as `ansible-inventory --host` shows them; undefined when there is no such host. */
export function listHost(inventory: Inventory, name: string, options: ListOptions = {}): Dict | undefined {
  const host = inventory.host(name);
  return host && varsOfHost(inventory, host, options);
}

/** What `--list` and `--yaml` show of a host. */
export function varsOfHost(
  inventory: Inventory,
  host: Host,
  { playbookDir, export: own, extraVars = new Map() }: ListOptions,
): Dict {
  const layers = hostLayers(inventory, host, playbookDir);
  const shown = own ? layers.filter(({ kind }) => kind.includes(' host')) : layers;
  const vars = mergeLayers(shown, inventory.options);
  return withoutInternals(own ? vars : new Map([...vars, ...extraVars]));
}

/** What `--export` shows of a group. */
export function varsOfGroup(inventory: Inventory, group: Group, options: ListOptions): Dict {
  if (!options.export) return new Map();
  const layers = layersOfGroup(inventory, group, options.playbookDir);
  const vars = withoutInternals(mergeLayers(layers, inventory.options));
  return group.priority === 1 ? vars : vars.set('ansible_group_priority', group.priority);
}

const withoutInternals = (vars: Dict): Dict =>
  new Map([...vars].filter(([name]) => !internalNames.has(name)));

// what every play sets anew, whatever an inventory says
const internalNames: ReadonlySet<Value> = new Set([
  'ansible_config_file',
  'ansible_diff_mode',
  'ansible_facts',
  'ansible_forks',
  'ansible_inventory_sources',
  'ansible_limit',
  'ansible_playbook_python',
  'ansible_run_tags',
  'ansible_skip_tags',
  'ansible_verbosity',
  'ansible_version',
  'group_names',
  'groups',
  'inventory_dir',
  'inventory_file',
  'inventory_hostname',
  'inventory_hostname_short',
  'omit',
  'playbook_dir',
]);

function listGroup(inventory: Inventory, group: Group, options: ListOptions): Dict {
  const hosts = [...group.hosts].map((host) => host.name);
  const children = [...group.children].map((child) => child.name);
  const vars = varsOfGroup(inventory, group, options);
  const listed: Dict = new Map();
  if (hosts.length > 0) listed.set('hosts', hosts);
  if (children.length > 0) listed.set('children', children);
  return vars.size > 0 ? listed.set('vars', shownValue(vars)) : listed;
}
