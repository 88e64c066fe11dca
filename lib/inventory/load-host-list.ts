import { TsplayError } from '../core/problem.js';
import { expandRange } from './expand-range.js';
import type { Inventory } from './inventory.js';
import { parseAddress } from './parse-address.js';
import { leaveUnread, readsKind } from './reads-kind.js';

/**
 * The hosts of a list on the command line, `a,b:2222,`. Ranges such as `n[1:9],` are names of hosts only where
 * `advanced_host_list` is enabled, as in Ansible.
 *
 * @throws TsplayError for a range that is none
 */
export function loadHostList(source: string, inventory: Inventory): void {
  const withRanges = readsKind(inventory, 'advanced_host_list');
  if (!withRanges && !readsKind(inventory, 'host_list')) return leaveUnread(source, inventory);
  for (const item of source.split(',')) {
    const text = item.trim();
    if (text !== '') addHosts(text, withRanges, inventory);
  }
}

function addHosts(text: string, withRanges: boolean, inventory: Inventory): void {
  const isRange = /^[^[].*\[/.test(text);
  if (!withRanges && isRange) return void inventory.addHost(text, ['ungrouped']);
  const { name, port } = parseAddress(text);
  for (const one of isRange ? membersOf(name) : [name])
    inventory.addHost(one, ['ungrouped'], undefined, port);
}

function membersOf(pattern: string): readonly string[] {
  try {
    return expandRange(pattern);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TsplayError({
      code: 'inventory-syntax',
      message: `Failed to parse ${pattern}, with advanced_host_list: ${error.message}`,
    });
  }
}
