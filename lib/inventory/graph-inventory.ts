import type { Dict } from '../core/value.js';
import { pyStr } from '../jinja/index.js';
import { textOf } from '../yaml/text-of.js';
import type { Group } from './group.js';
import type { Inventory } from './inventory.js';
import { varsOfGroup, varsOfHost, type ListOptions } from './list-inventory.js';

export interface GraphOptions extends Pick<ListOptions, 'playbookDir' | 'extraVars'> {
  /** Show variables too: those of groups are their own, hosts have all. */
  readonly vars?: boolean;
}

/** The tree of groups and hosts as `ansible-inventory --graph` prints it; undefined when there is no group `root`. */
export function graphInventory(
  inventory: Inventory,
  root = 'all',
  options: GraphOptions = {},
): string | undefined {
  const group = inventory.groups.get(root);
  return group && `${[`@${group.name}:`, ...linesOf(inventory, group, 1, options)].join('\n')}\n`;
}

function linesOf(inventory: Inventory, group: Group, depth: number, options: GraphOptions): string[] {
  const indent = indentOf(depth);
  const hostLines = [...group.hosts].flatMap((host) => [
    `${indent}${host.name}`,
    ...(options.vars ? varLines(varsOfHost(inventory, host, options), depth + 1) : []),
  ]);
  return [
    ...[...group.children].flatMap((child) => [
      `${indent}@${child.name}:`,
      ...linesOf(inventory, child, depth + 1, options),
    ]),
    ...hostLines,
    ...(options.vars ? varLines(varsOfGroup(inventory, group, { ...options, export: true }), depth) : []),
  ];
}

const varLines = (vars: Dict, depth: number): string[] =>
  [...vars]
    .map(([key, value]): [string, string] => [textOf(key), pyStr(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${indentOf(depth)}{${key} = ${value}}`);

const indentOf = (depth: number): string => `${'  |'.repeat(depth)}--`;
