import type { Config } from '../config/index.js';
import { TsplayError } from '../core/problem.js';
import type { Inventory } from '../inventory/inventory.js';

/**
 * Sources that are not there end the run when ansible.cfg says so. Unless it says otherwise they also do when
 * the hosts of somebody else than this machine are wanted and no source has any: Ansible would go on and do nothing.
 */
export function refuseMissing(inventory: Inventory, config: Config | undefined, hostsWanted: boolean): void {
  const { missing } = inventory;
  if (missing.length === 0) return;
  const any = config?.bool('INVENTORY_ANY_UNPARSED_IS_FAILED') ?? false;
  const all = config?.bool('INVENTORY_UNPARSED_IS_FAILED') ?? false;
  const absent = missing.filter(({ code }) => code === 'missing-inventory');
  if (any || (all && isEmpty(inventory))) throw new TsplayError(missing);
  const isAllowed = config?.isSet('INVENTORY_UNPARSED_IS_FAILED') ?? false;
  if (!isAllowed && hostsWanted && isEmpty(inventory) && absent.length > 0) throw new TsplayError(absent);
}

export const isEmpty = (inventory: Inventory): boolean => inventory.hosts.size === 0;
