import type { Host } from './host.js';
import type { Inventory } from './inventory.js';
import { expandRange } from './expand-range.js';
import { parseAddress } from './parse-address.js';

/**
 * Adds the hosts of a pattern as files have them, `web[01:20].example.com:2222`, to a group.
 * @throws RangeError for a range that is none
 */
export function addHosts(inventory: Inventory, pattern: string, group: string, file: string): Host[] {
  const { name, port } = parseAddress(pattern);
  return expandRange(name).map((host) => inventory.addHost(host, [group], file, port));
}
