import type { Dict } from '../core/value.js';
import type { Group } from './group.js';
import type { Host } from './host.js';
import type { Inventory } from './inventory.js';
import { mergeDicts } from '../core/merge-dicts.js';
import type { InventoryOptions } from './options.js';

/** Where a layer of variables stands in Ansible's order, lowest first. */
export type LayerKind =
  | 'inventory group all'
  | 'inventory group'
  | 'inventory group_vars/all'
  | 'playbook group_vars/all'
  | 'inventory group_vars'
  | 'playbook group_vars'
  | 'inventory host'
  | 'inventory host_vars'
  | 'playbook host_vars';

/** Variables that came together; later layers replace what earlier ones set. */
export interface VariableLayer {
  readonly kind: LayerKind;
  /** The file, or the group or host of the inventory that holds them. */
  readonly from: string;
  readonly vars: Dict;
}

/** The variables the inventory and the files beside it and beside the playbook give a host, lowest first. */
export function hostLayers(inventory: Inventory, host: Host, playbookDir?: string): VariableLayer[] {
  const all = inventory.groups.get('all')!;
  const groups = host.allGroups().filter((group) => group !== all);
  const inventoryDirs = inventory.varsFiles.inventoryDirs;
  const playbookDirs = playbookDir === undefined ? [] : [playbookDir];
  const files = (
    kind: LayerKind,
    dirs: readonly string[],
    members: readonly { name: string }[],
  ): VariableLayer[] => filesOf(inventory, kind, dirs, members);
  const ofGroups: Readonly<Record<string, () => VariableLayer[]>> = {
    all_inventory: () => groupLayer('inventory group all', all),
    groups_inventory: () => groups.flatMap((group) => groupLayer('inventory group', group)),
    all_plugins_inventory: () => files('inventory group_vars/all', inventoryDirs, [all]),
    all_plugins_play: () => files('playbook group_vars/all', playbookDirs, [all]),
    groups_plugins_inventory: () => files('inventory group_vars', inventoryDirs, groups),
    groups_plugins_play: () => files('playbook group_vars', playbookDirs, groups),
  };
  const order = inventory.options.groupPrecedence ?? Object.keys(ofGroups);
  return [
    ...order.flatMap((kind) => ofGroups[kind]?.() ?? []),
    ...(host.vars.size > 0 ? [{ kind: 'inventory host' as const, from: host.name, vars: host.vars }] : []),
    ...files('inventory host_vars', inventoryDirs, [host]),
    ...files('playbook host_vars', playbookDirs, [host]),
  ];
}

/** The layers that belong to one group alone, lowest first. */
export function layersOfGroup(inventory: Inventory, group: Group, playbookDir?: string): VariableLayer[] {
  const isAll = group.name === 'all';
  return [
    ...groupLayer(isAll ? 'inventory group all' : 'inventory group', group),
    ...filesOf(
      inventory,
      isAll ? 'inventory group_vars/all' : 'inventory group_vars',
      inventory.varsFiles.inventoryDirs,
      [group],
    ),
    ...filesOf(
      inventory,
      isAll ? 'playbook group_vars/all' : 'playbook group_vars',
      playbookDir === undefined ? [] : [playbookDir],
      [group],
    ),
  ];
}

/** The layers folded into one dict; with `mergeDicts` dicts of one name become one. */
export function mergeLayers(
  layers: readonly VariableLayer[],
  { mergeDicts: merging }: InventoryOptions = {},
): Dict {
  if (merging) return layers.reduce<Dict>((merged, { vars }) => mergeDicts(merged, vars), new Map());
  const merged: Dict = new Map();
  for (const layer of layers) for (const [key, value] of layer.vars) merged.set(key, value);
  return merged;
}

const groupLayer = (kind: LayerKind, group: Group): VariableLayer[] =>
  group.vars.size > 0 ? [{ kind, from: group.name, vars: group.vars }] : [];

// all groups of one folder before the next folder
function filesOf(
  inventory: Inventory,
  kind: LayerKind,
  dirs: readonly string[],
  members: readonly { name: string }[],
): VariableLayer[] {
  const folder = kind.includes('host_vars') ? 'host_vars' : 'group_vars';
  return dirs.flatMap((dir) =>
    members.flatMap(({ name }) =>
      inventory.varsFiles.of(dir, folder, name).map(({ path, vars }) => ({ kind, from: path, vars })),
    ),
  );
}
