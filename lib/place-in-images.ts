import { dirname, resolve } from 'node:path';
import { linkFor } from './connect/link-for.js';
import type { Dict, Value } from './core/value.js';
import { planBakes, type ImageHost } from './image/index.js';
import { hostLayers } from './inventory/host-layers.js';
import { Inventory } from './inventory/inventory.js';
import { loadInventory } from './inventory/load-inventory.js';
import type { RunOptions } from './run/options.js';
import type { PhasePlace } from './run/phase.js';
import { extraVarsOf } from './run/settings.js';
import { Templar } from './template/index.js';

/**
 * The production phase: hosts whose inventory says `tsplay_image` are that image, on the host that
 * `tsplay_image_host` names. The inventory alone decides: it must be known before the first play.
 */
export async function placeInImages(options: RunOptions): Promise<PhasePlace> {
  const inventory = await inventoryOf(options);
  const variable = (host: string, name: string): Value | undefined =>
    templarOf(inventory, host, options).variable(name);
  const way = (host: string): ImageHost => {
    const flags = options.connection as Readonly<Record<string, Value | undefined>> | undefined;
    return linkFor(host, (name) => variable(host, name), {
      flag: (flag) => flags?.[flag],
      environment: process.env,
    });
  };
  return planBakes({
    variable,
    way,
    secrets: () => options.secrets ?? [],
    madeBy: `tsplay run ${options.playbooks.join(' ')}`,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

async function inventoryOf({ inventory = [], decryptVault }: RunOptions): Promise<Inventory> {
  if (inventory instanceof Inventory) return inventory;
  const sources = typeof inventory === 'string' ? [inventory] : inventory;
  return loadInventory(sources, decryptVault ? { decrypt: decryptVault } : {});
}

function templarOf(inventory: Inventory, name: string, options: RunOptions): Templar {
  const dir = dirname(resolve(options.playbooks[0] ?? '.'));
  const host = inventory.host(name);
  const vars: Dict = new Map<Value, Value>([['inventory_hostname', name]]);
  for (const layer of host ? hostLayers(inventory, host, dir) : [])
    for (const [key, value] of layer.vars) vars.set(key, value);
  for (const [key, value] of extraVarsOf(options.extraVars)) vars.set(key, value);
  return new Templar({ ...options.templating, variables: vars, basedir: dir });
}
