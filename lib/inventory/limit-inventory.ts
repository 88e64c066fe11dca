import type { Inventory } from './inventory.js';
import { matchHosts } from './match-hosts.js';

/** Takes the hosts that the limit leaves out away from the inventory, which is given back. */
export function limitInventory(inventory: Inventory, limit: string | undefined): Inventory {
  if (limit === undefined) return inventory;
  const kept = new Set(matchHosts(inventory, 'all', { limit }).hosts);
  for (const host of [...inventory.hosts.values()].filter((each) => !kept.has(each))) {
    inventory.hosts.delete(host.name);
    for (const group of host.groups) group.hosts.delete(host);
  }
  return inventory;
}
