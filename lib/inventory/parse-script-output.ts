import { TsplayError } from '../core/problem.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import type { Inventory } from './inventory.js';

/**
 * Reads what an executable inventory prints for `--list`.
 *
 * @returns whether it also told all hosts' variables (`_meta`), so that `--host` need not be asked
 * @throws TsplayError when it has another shape
 */
export function parseScriptOutput(output: Value, file: string, inventory: Inventory): boolean {
  if (!isDict(output)) throw refuse(file, 'printed JSON that is not an object of groups');
  for (const [name, data] of output) if (name !== '_meta') readGroup(textOf(name), data, file, inventory);
  const meta = output.get('_meta');
  const hostvars = isDict(meta) ? meta.get('hostvars') : undefined;
  if (!isDict(hostvars)) return false;
  for (const [name, vars] of hostvars) {
    const host = inventory.hosts.get(textOf(name));
    if (host && isDict(vars)) inventory.setVars(host, vars);
  }
  return true;
}

function readGroup(name: string, data: Value, file: string, inventory: Inventory): void {
  const group = inventory.addGroup(name);
  const shape = shapeOf(name, data);
  const { hosts, vars, children } = shape;
  if (hosts !== undefined && !isList(hosts))
    throw refuse(file, `gave group '${name}' hosts that are not a list`);
  if (vars !== undefined && !isDict(vars))
    throw refuse(file, `gave group '${name}' vars that are not an object`);
  if (children !== undefined && !isList(children))
    throw refuse(file, `gave group '${name}' children that are not a list`);
  for (const host of hosts ?? []) inventory.addHost(textOf(host), [name], file);
  for (const [key, value] of vars ?? []) inventory.setGroupVar(group, key, value);
  for (const child of children ?? []) inventory.addChild(name, textOf(child));
}

interface Shape {
  readonly hosts?: Value | undefined;
  readonly vars?: Value | undefined;
  readonly children?: Value | undefined;
}

// a bare list is a list of hosts, an object without the three known keys is a host with variables
function shapeOf(name: string, data: Value): Shape {
  if (isList(data)) return { hosts: data };
  if (!isDict(data)) return { hosts: data };
  const known = ['hosts', 'vars', 'children'].some((key) => data.has(key));
  if (!known) return { hosts: [name], vars: data };
  return pick(data);
}

const pick = (data: Dict): Shape => ({
  hosts: data.get('hosts'),
  vars: data.get('vars'),
  children: data.get('children'),
});

function refuse(file: string, what: string): TsplayError {
  return new TsplayError({ code: 'inventory-script', message: `the inventory script ${file} ${what}` });
}
