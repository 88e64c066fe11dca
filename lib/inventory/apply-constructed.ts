import { TsplayError } from '../core/problem.js';
import type { YamlMap } from '../yaml/types.js';
import type { Inventory } from './inventory.js';

/** Applies a `plugin: constructed` source to the hosts read so far. */
export function applyConstructed(root: YamlMap, inventory: Inventory): void {
  void inventory;
  throw new TsplayError({
    code: 'unknown-inventory-plugin',
    message: 'inventory plugins are not available yet',
    at: root.at,
  });
}
