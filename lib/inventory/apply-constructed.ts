import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import { toPlainValue } from '../yaml/to-value.js';
import type { YamlEntry, YamlMap } from '../yaml/types.js';
import type { Host } from './host.js';
import { mergeLayers, hostLayers } from './host-layers.js';
import type { Inventory } from './inventory.js';
import { safeGroupName } from './safe-group-name.js';

/**
 * Applies a `plugin: constructed` source to the hosts read so far: `compose` makes variables, `groups` and
 * `keyed_groups` make groups, all from expressions over a host's variables.
 *
 * @throws TsplayError for another plugin, or in strict mode for an expression without a value
 */
export function applyConstructed(root: YamlMap, inventory: Inventory): void {
  checkPlugin(root);
  const rules = readRules(root, inventory);
  for (const host of inventory.hosts.values()) {
    for (const { name, expression, at } of rules.compose) {
      const value = rules.evaluate(expression, host, at);
      if (value !== undefined) host.vars.set(name, value);
    }
    for (const { name, expression, at } of rules.groups) {
      const verdict = rules.evaluate(`true if (${expression}) else false`, host, at);
      if (verdict === true || verdict === 'True') inventory.addHost(host.name, [safeGroupName(name)]);
    }
    for (const rule of rules.keyed) applyKeyed(rule, host, inventory, rules);
  }
}

interface Rule {
  readonly name: string;
  readonly expression: string;
  readonly at: SourcePos;
}

interface KeyedRule {
  readonly options: Dict;
  readonly at: SourcePos;
}

interface Rules {
  readonly compose: readonly Rule[];
  readonly groups: readonly Rule[];
  readonly keyed: readonly KeyedRule[];
  readonly leadingSeparator: boolean;
  readonly strict: boolean;
  readonly evaluate: (expression: string, host: Host, at: SourcePos) => Value | undefined;
}

const pluginNames = ['constructed', 'ansible.builtin.constructed'];
const optionNames = [
  'plugin',
  'strict',
  'compose',
  'groups',
  'keyed_groups',
  'leading_separator',
  'use_vars_plugins',
  'use_extra_vars',
];

function checkPlugin(root: YamlMap): void {
  const plugin = find(root, 'plugin')!;
  const name = plugin.value.kind === 'scalar' ? textOf(plugin.value.value) : '';
  if (!pluginNames.includes(name)) {
    const message = `there is no inventory plugin '${name}'`;
    throw new TsplayError({
      code: 'unknown-inventory-plugin',
      message,
      at: plugin.value.at,
      hint: didYouMean(name, pluginNames) ?? `only 'constructed' is built in`,
    });
  }
  for (const { key, keyAt } of root.entries) {
    if (optionNames.includes(textOf(key))) continue;
    const message = `unknown option '${textOf(key)}' of the inventory plugin ${name}`;
    throw new TsplayError({
      code: 'unknown-option',
      message,
      at: keyAt,
      hint: didYouMean(textOf(key), optionNames),
    });
  }
}

const find = (map: YamlMap, key: string): YamlEntry | undefined =>
  map.entries.find((entry) => entry.key === key);

function readRules(root: YamlMap, inventory: Inventory): Rules {
  const strict = isTrue(root, 'strict');
  const keyed = find(root, 'keyed_groups')?.value;
  return {
    compose: rulesUnder(root, 'compose'),
    groups: rulesUnder(root, 'groups'),
    keyed:
      keyed?.kind === 'list'
        ? keyed.items.map((item) => ({ options: toPlainValue(item) as Dict, at: item.at }))
        : [],
    leadingSeparator: isTrue(root, 'leading_separator', true),
    strict,
    evaluate: makeEvaluator(inventory, (host) => variablesOf(host, inventory, root), strict, root.at),
  };
}

function isTrue(root: YamlMap, key: string, fallback = false): boolean {
  const node = find(root, key)?.value;
  return node?.kind === 'scalar' ? node.value === true : fallback;
}

function rulesUnder(root: YamlMap, key: string): Rule[] {
  const node = find(root, key)?.value;
  if (node?.kind !== 'map') return [];
  return node.entries.map(({ key: name, value }) => ({
    name: textOf(name),
    expression: value.kind === 'scalar' ? textOf(value.value) : '',
    at: value.at,
  }));
}

function makeEvaluator(
  inventory: Inventory,
  variables: (host: Host) => Dict,
  strict: boolean,
  rootAt: SourcePos,
): Rules['evaluate'] {
  const { evaluate } = inventory.options;
  if (!evaluate)
    throw new TsplayError({
      code: 'no-evaluator',
      message: 'a constructed inventory needs the template engine',
      at: rootAt,
    });
  return (expression, host, at) => {
    const value = evaluate(expression, variables(host), at);
    if (value !== undefined || !strict) return value;
    throw new TsplayError({
      code: 'undefined-variable',
      message: `'${expression}' has no value for host ${host.name}`,
      at,
    });
  };
}

function variablesOf(host: Host, inventory: Inventory, root: YamlMap): Dict {
  const withFiles = isTrue(root, 'use_vars_plugins');
  const extraVars = isTrue(root, 'use_extra_vars') ? (inventory.options.extraVars ?? []) : [];
  const layers = hostLayers(inventory, host).filter(({ kind }) => withFiles || !kind.includes('_vars'));
  const names = host.allGroups().map((group) => group.name);
  return new Map([...mergeLayers(layers, inventory.options), ...extraVars])
    .set('inventory_hostname', host.name)
    .set('inventory_hostname_short', host.name.split('.')[0]!)
    .set('group_names', names.filter((name) => name !== 'all').sort());
}

function applyKeyed({ options, at }: KeyedRule, host: Host, inventory: Inventory, rules: Rules): void {
  const key = rules.evaluate(textOf(options.get('key') ?? ''), host, at);
  if (key === undefined || (key === '' && !options.has('default_value'))) return;
  const prefix = textOf(options.get('prefix') ?? '');
  const separator = textOf(options.get('separator') ?? '_');
  const lead = prefix === '' && !rules.leadingSeparator ? '' : separator;
  for (const name of keyedNames(key, separator, options, at)) {
    const group = safeGroupName(prefix + lead + name);
    inventory.addHost(host.name, [group]);
    const given = options.get('parent_group');
    if (given === undefined || given === null) continue;
    const parent = rules.evaluate(asExpression(textOf(given)), host, at);
    if (parent !== undefined) inventory.addChild(safeGroupName(textOf(parent)), group, at);
  }
}

/** A text with `{{ expressions }}` in it as one expression: `x_{{ os }}` → `'x_' ~ (os)`. */
const asExpression = (text: string): string =>
  text
    .split(/\{\{(.*?)\}\}/s)
    .map((part, i) => (i % 2 === 1 ? `(${part})` : `'${part.replace(/[\\']/g, '\\$&')}'`))
    .join(' ~ ');

function keyedNames(key: Value, separator: string, options: Dict, at: SourcePos): string[] {
  const fallback = options.get('default_value');
  const orFallback = (value: Value): string =>
    value === '' && fallback !== undefined ? textOf(fallback) : textOf(value);
  if (typeof key === 'string') return [orFallback(key)];
  if (isList(key)) return key.map(orFallback);
  if (!isDict(key))
    throw new TsplayError({
      code: 'bad-group-name',
      message: 'a keyed group needs text, a list or a dict',
      at,
      hint: 'add | string',
    });
  return [...key].map(([name, value]) => {
    const bare = value === '' && fallback === undefined && options.get('trailing_separator') === false;
    return bare ? textOf(name) : `${textOf(name)}${separator}${orFallback(value)}`;
  });
}
