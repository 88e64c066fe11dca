import { resolve } from 'node:path';
import { linkFor } from './connect/link-for.js';
import type { Dict, Value } from './core/value.js';
import type { ImageHost } from './image/index.js';
import { hostLayers } from './inventory/host-layers.js';
import type { Inventory } from './inventory/inventory.js';
import { openInventory } from './run/open-inventory.js';
import type { RunOptions } from './run/options.js';
import { extraVarsOf } from './run/settings.js';
import { Templar } from './template/index.js';

/** The part of {@link RunOptions} that tells which hosts there are and how to reach them. */
export type InventoryOptions = Pick<
  RunOptions,
  'inventory' | 'extraVars' | 'connection' | 'decryptVault' | 'templating'
> & {
  /** Where group_vars and host_vars of the playbook are; the current directory unless told. */
  readonly playbookDir?: string;
};

/** What the inventory alone says of hosts, before any play runs. */
export interface InventoryVariables {
  readonly inventory: Inventory;
  readonly variable: (host: string, name: string) => Value | undefined;
  readonly wayTo: (host: string) => ImageHost;
}

export async function readInventoryVariables(options: InventoryOptions): Promise<InventoryVariables> {
  const inventory = await openInventory(options, 'refuse');
  const variable = (host: string, name: string): Value | undefined =>
    templarOf(inventory, host, options).variable(name);
  const flags = options.connection as Readonly<Record<string, Value | undefined>> | undefined;
  const wayTo = (host: string): ImageHost =>
    linkFor(host, (name) => variable(host, name), {
      flag: (flag) => flags?.[flag],
      environment: process.env,
    });
  return { inventory, variable, wayTo };
}

function templarOf(inventory: Inventory, name: string, options: InventoryOptions): Templar {
  const dir = resolve(options.playbookDir ?? '.');
  const host = inventory.host(name);
  const vars: Dict = new Map<Value, Value>([['inventory_hostname', name]]);
  for (const layer of host ? hostLayers(inventory, host, dir) : [])
    for (const [key, value] of layer.vars) vars.set(key, value);
  for (const [key, value] of extraVarsOf(options.extraVars)) vars.set(key, value);
  return new Templar({ ...options.templating, variables: vars, basedir: dir });
}
