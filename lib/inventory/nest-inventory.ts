import type { Dict, Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import type { Group } from './group.js';
import type { Host } from './host.js';
import type { Inventory } from './inventory.js';
import { varsOfGroup, varsOfHost, type ListOptions } from './list-inventory.js';

/**
 * The inventory in the form of a YAML inventory, as `ansible-inventory --list --yaml` prints it; a host shows
 * its variables where it first stands.
 */
export function nestInventory(inventory: Inventory, options: ListOptions = {}): Dict {
  const seen = new Set<Host>();
  const nest = (group: Group): Dict => {
    const children = [...group.children].map((child): [Value, Value] => [child.name, nest(child)]);
    const hosts = [...group.hosts].map((host): [Value, Value] => {
      const isNew = !seen.has(host);
      seen.add(host);
      return [host.name, isNew ? sorted([...varsOfHost(inventory, host, options)]) : new Map()];
    });
    const vars = varsOfGroup(inventory, group, options);
    const parts: [Value, Value][] = [
      ['children', sorted(children)],
      ['hosts', sorted(hosts)],
      ['vars', sorted([...vars])],
    ];
    return new Map(parts.filter(([, part]) => (part as Dict).size > 0));
  };
  return new Map([['all', nest(inventory.groups.get('all')!)]]);
}

function sorted(entries: [Value, Value][]): Dict {
  return new Map(entries.sort(([a], [b]) => (textOf(a) < textOf(b) ? -1 : 1)));
}
