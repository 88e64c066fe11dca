import type { Group } from './group.js';
import type { Inventory } from './inventory.js';

/** The tree of groups and hosts as `ansible-inventory --graph` prints it; undefined when there is no group `root`. */
export function graphInventory(inventory: Inventory, root = 'all'): string | undefined {
  const group = inventory.groups.get(root);
  return group && `${[`@${group.name}:`, ...linesOf(group, 1)].join('\n')}\n`;
}

function linesOf(group: Group, depth: number): string[] {
  const indent = `${'  |'.repeat(depth)}--`;
  return [
    ...[...group.children].flatMap((child) => [`${indent}@${child.name}:`, ...linesOf(child, depth + 1)]),
    ...[...group.hosts].map((host) => `${indent}${host.name}`),
  ];
}
