import { isList, type Dict, type Value } from '../core/value.js';
import type { Group } from './group.js';
import type { Host } from './host.js';
import type { Inventory } from './inventory.js';
import { varsOfGroup, varsOfHost, type ListOptions } from './list-inventory.js';

/**
 * The inventory in the form of a TOML inventory, as `ansible-inventory --list --toml` has it: every group stands at the
 * top, with the names of its children; a host shows its variables where it first stands.
 */
export function tableInventory(inventory: Inventory, options: ListOptions = {}): Dict {
  const tables: Dict = new Map();
  const seen = new Set<Host>();
  const all = inventory.groups.get('all')!;
  const add = (group: Group): void => {
    const children = [...group.children].filter(
      (child) => child.name !== 'ungrouped' || child.hosts.size > 0,
    );
    // the group's own place comes before those of its children
    tables.delete(group.name);
    tables.set(group.name, new Map());
    children.forEach(add);
    const hosts = group === all ? [] : [...group.hosts];
    const table = new Map<Value, Value>([
      ['children', group === all ? [] : children.map(({ name }) => name)],
      ['hosts', new Map(hosts.map((host) => [host.name, varsOnce(host)]))],
      ['vars', varsOfGroup(inventory, group, options)],
    ]);
    for (const [name, part] of table)
      if ((isList(part) ? part.length : (part as Dict).size) === 0) table.delete(name);
    if (table.size > 0) tables.set(group.name, table);
    else tables.delete(group.name);
  };
  const varsOnce = (host: Host): Value => {
    const isNew = !seen.has(host);
    seen.add(host);
    return isNew ? varsOfHost(inventory, host, options) : new Map();
  };
  add(all);
  return tables;
}
