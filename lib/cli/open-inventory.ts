import { Inventory } from '../inventory/inventory.js';
import { loadInventory } from '../inventory/load-inventory.js';
import type { RunOptions } from '../run/options.js';

/** The inventory that the command line names. */
export async function openInventory({
  inventory = [],
  decryptVault: decrypt,
}: Pick<RunOptions, 'inventory' | 'decryptVault'>): Promise<Inventory> {
  if (inventory instanceof Inventory) return inventory;
  return loadInventory(typeof inventory === 'string' ? [inventory] : inventory, decrypt ? { decrypt } : {});
}
