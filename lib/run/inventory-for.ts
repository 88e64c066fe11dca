import { TsplayError } from '../core/problem.js';
import { Inventory } from '../inventory/inventory.js';
import { matchHosts } from '../inventory/match-hosts.js';

import type { Run } from './context.js';
import { inventoryOfRun } from './inventory-of-run.js';
import { openInventory } from './open-inventory.js';
import type { EngineOptions } from './options.js';
import { refuseMissing } from './refuse-missing.js';

/** Reads the inventory of a run, and says what is strange about it. */
export async function inventoryFor(
  options: EngineOptions,
  { bus }: Pick<Run, 'bus'>,
  playbookDir: () => string,
): Promise<Run['inventory']> {
  const load = async (): Promise<Inventory> => openInventory(options);
  const inventory = await load();
  refuseMissing(inventory, options.config, false);
  mentionMissingHosts(options, bus, inventory);
  refuseEmptyLimit(options, inventory);
  for (const { message, at, hint } of inventory.warnings)
    bus.warn(hint ? `${message} (${hint})` : message, at ? { at } : {});
  return inventoryOfRun({
    inventory,
    limit: options.limit,
    playbookDir,
    config: options.config,
    mismatch: mismatchOf(options),
    warn: (message) => bus.warn(message),
    reload: load,
  });
}

const mismatchOf = ({ config }: EngineOptions): 'error' | 'warning' | 'ignore' =>
  (config?.text('HOST_PATTERN_MISMATCH') ?? 'warning') as 'error' | 'warning' | 'ignore';

/** With a configuration a run says what Ansible would; a library user may want localhost only. */
function mentionMissingHosts(
  { config, inventory: given }: EngineOptions,
  bus: Run['bus'],
  inventory: Inventory,
): void {
  if (!config || given instanceof Inventory || inventory.hosts.size + inventory.missing.length > 0) return;
  const none = given === undefined || given.length === 0;
  if (none && config.bool('INVENTORY_UNPARSED_WARNING'))
    bus.warn('No inventory was parsed, only implicit localhost is available');
  if (config.bool('LOCALHOST_WARNING'))
    bus.warn(
      "provided hosts list is empty, only localhost is available. Note that the implicit localhost does not match 'all'",
    );
}

function refuseEmptyLimit({ limit }: EngineOptions, inventory: Inventory): void {
  if (limit === undefined || inventory.hosts.size === 0) return;
  const { hosts, problems } = matchHosts(inventory, 'all', { limit });
  if (hosts.length > 0) return;
  throw new TsplayError({
    code: 'no-hosts-left',
    message: 'Specified inventory, host pattern and/or --limit leaves us with no hosts to target.',
    hint: problems[0]?.hint,
  });
}
