import type { SourcePos } from '../core/position.js';
import { TsplayError } from '../core/problem.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import { toPlainValue } from '../yaml/to-value.js';
import type { YamlMap } from '../yaml/types.js';
import { asExpression } from './apply-constructed.js';
import type { Inventory } from './inventory.js';

/**
 * Reads a `plugin: generator` source: a host for each combination of the layers' values, and the groups above it, with
 * names and variables that are templates of these values.
 *
 * @throws TsplayError when a name is missing or has no value
 */
export function applyGenerator(root: YamlMap, inventory: Inventory): void {
  const options = toPlainValue(root) as Dict;
  const [hosts, layers] = [options.get('hosts'), options.get('layers')];
  if (!isDict(hosts) || !isDict(layers)) throw bad(`a generator needs 'hosts' and 'layers'`, root.at);
  const lists = [...layers.values()].map((list) => (isList(list) ? list : [list]));
  for (const values of combinations(lists)) {
    const vars: Dict = new Map([...layers.keys()].map((key, index) => [key, values[index]!]));
    const reading = { inventory, vars, at: root.at };
    const host = nameOf(hosts, reading);
    inventory.addHost(host, [], root.at.file);
    addParents(hosts, reading, (group) => void inventory.addHost(host, [group]));
  }
}

interface Reading {
  readonly inventory: Inventory;
  readonly vars: Dict;
  readonly at: SourcePos;
}

const combinations = (lists: readonly (readonly Value[])[]): Value[][] =>
  lists.reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])), [[]]);

function addParents(child: Dict, reading: Reading, putBelow: (group: string) => void): void {
  const { inventory, at } = reading;
  const parents = child.get('parents') ?? [];
  for (const parent of isList(parents) ? parents : [parents]) {
    if (!isDict(parent)) throw bad('a parent of a generator is a dictionary with a name', at);
    const name = nameOf(parent, reading);
    const group = inventory.addGroup(name);
    const vars = parent.get('vars');
    for (const [key, value] of isDict(vars) ? vars : [])
      inventory.setGroupVar(group, key, typeof value === 'string' ? filledIn(value, reading) : value);
    putBelow(name);
    addParents(parent, reading, (above) => inventory.addChild(above, name, at));
  }
}

function nameOf(owner: Dict, reading: Reading): string {
  const name = owner.get('name');
  if (name === undefined || name === null) throw bad(`a generator's host or parent has no name`, reading.at);
  return filledIn(pythonText(name), reading);
}

function filledIn(text: string, { inventory, vars, at }: Reading): string {
  const value = inventory.options.evaluate?.(`(${asExpression(text)}) | string`, vars, at);
  if (value === undefined) throw bad(`'${text}' has no value`, at);
  return pythonText(value);
}

const bad = (message: string, at: SourcePos): TsplayError =>
  new TsplayError({ code: 'bad-generator', message, at });
