import { dirname } from 'node:path';
import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import { pyTruth } from '../jinja/index.js';
import { pythonText } from '../schema/index.js';
import { textOf } from '../yaml/text-of.js';
import { toPlainValue } from '../yaml/to-value.js';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/types.js';
import type { Host } from './host.js';
import { mergeLayers, hostLayers } from './host-layers.js';
import type { Inventory } from './inventory.js';
import { safeGroupName } from './safe-group-name.js';

/**
 * Applies a `plugin: constructed` source to the hosts read so far: `compose` makes variables, `groups` and
 * `keyed_groups` make groups, all from expressions over a host's variables. What `compose` makes is seen by the groups,
 * not by the rest of `compose`.
 *
 * @throws TsplayError in strict mode for an expression without a value, and for what is no name of a group
 */
export function applyConstructed(root: YamlMap, inventory: Inventory): void {
  checkOptions(root);
  const rules = readRules(root, inventory);
  for (const host of inventory.hosts.values()) {
    const before = variablesOf(host, inventory, root);
    for (const { name, expression, at } of rules.compose) {
      const value = rules.evaluate(expression, { host, vars: before }, at);
      if (value !== undefined) host.vars.set(name, value);
    }
    const seen = { host, vars: rules.compose.length > 0 ? variablesOf(host, inventory, root) : before };
    for (const { name, expression, at } of rules.groups) {
      const verdict = rules.evaluate(`true if (${expression}) else false`, seen, at);
      if (verdict === true || verdict === 'True') inventory.addHost(host.name, [safeGroupName(name)]);
    }
    for (const rule of rules.keyed) applyKeyed(rule, seen, inventory, rules);
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
  readonly evaluate: (expression: string, seen: Seen, at: SourcePos) => Value | undefined;
}

/** A host and the variables that expressions see. */
interface Seen {
  readonly host: Host;
  readonly vars: Dict;
}

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

function checkOptions(root: YamlMap): void {
  for (const { key, keyAt } of root.entries) {
    if (optionNames.includes(textOf(key))) continue;
    const message = `unknown option '${textOf(key)}' of the inventory plugin constructed`;
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
    keyed: keyed?.kind === 'list' ? keyed.items.map(keyedRule) : [],
    leadingSeparator: isTrue(root, 'leading_separator', true),
    strict,
    evaluate: makeEvaluator(inventory, strict, root.at),
  };
}

function keyedRule(item: YamlNode): KeyedRule {
  const options = toPlainValue(item);
  if (!isDict(options))
    throw badGroup(`Invalid keyed group entry, it must be a dictionary: ${pythonText(options)}`, item.at);
  if (options.has('default_value') && options.has('trailing_separator'))
    throw badGroup(
      'parameters are mutually exclusive for keyed groups: default_value|trailing_separator',
      item.at,
    );
  return { options, at: item.at };
}

const badGroup = (message: string, at: SourcePos, hint?: string): TsplayError =>
  new TsplayError({ code: 'bad-group-name', message, at, hint });

function isTrue(root: YamlMap, key: string, fallback = false): boolean {
  const node = find(root, key)?.value;
  return node?.kind === 'scalar' ? /^(?:y|yes|on|1|true|t)$/i.test(textOf(node.value)) : fallback;
}

function rulesUnder(root: YamlMap, key: string): Rule[] {
  const node = find(root, key)?.value;
  if (node?.kind !== 'map') return [];
  return node.entries.map(({ key: name, value }) => ({
    name: textOf(name),
    expression: value.kind === 'scalar' ? textOf(value.value) : pythonText(toPlainValue(value)),
    at: value.at,
  }));
}

function makeEvaluator(inventory: Inventory, strict: boolean, rootAt: SourcePos): Rules['evaluate'] {
  const { evaluate } = inventory.options;
  if (!evaluate)
    throw new TsplayError({
      code: 'no-evaluator',
      message: 'a constructed inventory needs the template engine',
      at: rootAt,
    });
  return (expression, { host, vars }, at) => {
    const value = evaluate(expression, vars, at);
    if (value !== undefined || !strict) return value;
    throw new TsplayError({
      code: 'undefined-variable',
      message: `'${expression}' has no value for host ${host.name}`,
      at,
    });
  };
}

/** As in Ansible, groups that no source puts below `all` are not there yet, and do not give its variables. */
function variablesOf(host: Host, inventory: Inventory, root: YamlMap): Dict {
  const withFiles = isTrue(root, 'use_vars_plugins');
  const withExtra = isTrue(root, 'use_extra_vars', inventory.options.useExtraVars);
  const groups = host.allGroups().map((group) => group.name);
  const isOfAll = host.isOfAll || groups.length === 0 || groups.includes('all');
  const layers = hostLayers(inventory, host).filter(
    ({ kind }) => (withFiles || !kind.includes('_vars')) && (isOfAll || !/\ball$/.test(kind)),
  );
  const vars: Dict = new Map([
    ...mergeLayers(layers, inventory.options),
    ...(withExtra ? (inventory.options.extraVars ?? []) : []),
  ]);
  if (host.source !== undefined)
    vars.set('inventory_file', host.source).set('inventory_dir', dirname(host.source));
  return vars
    .set('inventory_hostname', host.name)
    .set('inventory_hostname_short', host.name.split('.')[0]!)
    .set('group_names', groups.filter((name) => name !== 'all').sort());
}

function applyKeyed({ options, at }: KeyedRule, seen: Seen, inventory: Inventory, rules: Rules): void {
  const expression = textOf(options.get('key') ?? '');
  const key = rules.evaluate(expression, seen, at);
  if (key === undefined) return;
  if (!pyTruth(key) && !options.has('default_value')) {
    if (rules.strict && !isList(key) && !isDict(key))
      throw badGroup(
        `No key or key resulted empty for ${expression} in host ${seen.host.name}, invalid entry`,
        at,
      );
    return;
  }
  const given = options.get('parent_group') ?? null;
  const parent = given === null ? null : rules.evaluate(asExpression(textOf(given)), seen, at);
  if (parent === undefined) return;
  const prefix = textOf(options.get('prefix') ?? '');
  const separator = textOf(options.get('separator') ?? '_');
  const lead = prefix === '' && !rules.leadingSeparator ? '' : separator;
  for (const name of keyedNames(key, separator, options, at)) {
    const group = safeGroupName(prefix + lead + name);
    if (group === '') throw badGroup('a keyed group has no name', at);
    inventory.addHost(seen.host.name, [group]);
    if (parent !== null) inventory.addChild(safeGroupName(textOf(parent)), group, at);
  }
}

/** A text with `{{ expressions }}` in it as one expression: `x_{{ os }}` → `'x_' ~ (os)`. */
export const asExpression = (text: string): string =>
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
  if (!isDict(key)) throw badGroup('a keyed group needs text, a list or a dict', at, 'add | string');
  return [...key].map(([name, value]) => {
    const bare = value === '' && fallback === undefined && options.get('trailing_separator') === false;
    return bare ? textOf(name) : `${textOf(name)}${separator}${orFallback(value)}`;
  });
}
