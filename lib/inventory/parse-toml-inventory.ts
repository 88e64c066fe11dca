import { TsplayError, excerptOf } from '../core/problem.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import { addHosts } from './add-hosts.js';
import type { Inventory } from './inventory.js';
import { readToml } from './read-toml.js';
import { trustValue } from './trust-value.js';

/**
 * Reads an inventory in Ansible's TOML form: tables of groups with `hosts`, `vars` and a list of `children`. Groups and
 * hosts whose names are whole numbers come before all others.
 *
 * @throws TsplayError for what is no TOML, and for what is no inventory
 */
export function parseTomlInventory(text: string, file: string, inventory: Inventory): void {
  const root = readToml(text, file);
  const at = { file, line: 1, column: 1 };
  const refuse = (message: string): never => {
    throw new TsplayError({ code: 'inventory-syntax', message, at, excerpt: excerptOf(text, at) });
  };
  if (root.size === 0) return refuse('there is nothing in this TOML file');
  if (root.has('plugin')) return refuse('an inventory plugin is configured in a YAML file, not in TOML');
  for (const [name, group] of root) {
    if (isDict(group)) readGroup(textOf(name), group, { inventory, file, refuse });
    else
      inventory.warn('unknown-inventory-key', `'${textOf(name)}' is no table of a group and is ignored`, at);
  }
}

interface Reading {
  readonly inventory: Inventory;
  readonly file: string;
  readonly refuse: (message: string) => never;
}

function readGroup(name: string, data: Dict, reading: Reading): void {
  const { inventory, refuse } = reading;
  const group = inventory.addGroup(name);
  for (const [key, section] of data) {
    const what = `'${textOf(key)}' of group '${name}'`;
    if (key === 'vars') {
      if (!isDict(section)) return refuse(`${what} must be a table of variables`);
      for (const [variable, value] of trusted(section, reading))
        inventory.setGroupVar(group, variable, value);
    } else if (key === 'children') {
      if (!isList(section)) return refuse(`${what} must be an array of names`);
      for (const child of section) inventory.addChild(name, textOf(child));
    } else if (key === 'hosts') {
      if (!isDict(section)) return refuse(`${what} must be a table of hosts`);
      for (const [pattern, vars] of section) readHosts(name, textOf(pattern), vars, reading);
    } else
      inventory.warn('unknown-inventory-key', `${what} is ignored: a group has hosts, vars and children`);
  }
}

function readHosts(group: string, pattern: string, vars: Value, reading: Reading): void {
  const { inventory, file, refuse } = reading;
  if (!isDict(vars)) return refuse(`host '${pattern}' of group '${group}' must be a table of variables`);
  try {
    for (const host of addHosts(inventory, pattern, group, file))
      inventory.setVars(host, trusted(vars, reading));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse(`host '${pattern}' of group '${group}': ${error.message}`);
  }
}

const trusted = (vars: Dict, { file }: Reading): Dict =>
  trustValue(vars, { file, line: 1, column: 1 }) as Dict;
