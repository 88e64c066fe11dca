import { extname } from 'node:path';
import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { loadYaml } from '../yaml/load-yaml.js';
import { textOf } from '../yaml/text-of.js';
import type { YamlMap, YamlNode } from '../yaml/types.js';
import { applyConstructed } from './apply-constructed.js';
import { applyGenerator } from './apply-generator.js';
import { Inventory } from './inventory.js';
import { parseIni } from './parse-ini.js';
import { parseYamlInventory } from './parse-yaml-inventory.js';
import { leaveUnread, readsKind } from './reads-kind.js';

/**
 * Reads what an inventory file holds. As in Ansible, a name without an ending may be of either form, and INI in
 * a file that is called .yml is still INI.
 *
 * @throws TsplayError with every mistake of the file
 */
export function parseText(text: string, path: string, inventory: Inventory): void {
  const ending = extname(path);
  const { yamlExtensions = [] } = inventory.options;
  if (['.yml', '.yaml', '.json', ...yamlExtensions].includes(ending)) readYaml(text, path, inventory);
  else if (['', '.config'].includes(ending) && looksLikeYaml(text)) readYaml(text, path, inventory);
  else readIni(text, path, inventory);
}

function readIni(text: string, path: string, inventory: Inventory): void {
  if (readsKind(inventory, 'ini')) parseIni(text, path, inventory);
  else leaveUnread(path, inventory);
}

/** No line of hosts and no section is a key, a `---` or the start of a dictionary. */
function looksLikeYaml(text: string): boolean {
  const first = text.split('\n').find((line) => !/^\s*(?:[#;]|$)/.test(line)) ?? '';
  return /^(?:---|\{|%YAML)/.test(first) || /^[^\s[\]=]+:(?:\s|$)/.test(first.trim());
}

function readYaml(text: string, path: string, inventory: Inventory): void {
  let root: YamlNode;
  try {
    root = loadRoot(text, path, inventory);
  } catch (error) {
    if (!(error instanceof TsplayError) || !isIni(text, path)) throw error;
    return readIni(text, path, inventory);
  }
  // nothing at all is an INI file with nothing in it, and no YAML
  if (root.kind === 'scalar' && (root.value === null || isIni(text, path))) readIni(text, path, inventory);
  else if (root.kind === 'map' && root.entries.some(({ key }) => key === 'plugin'))
    readPlugin(root, path, inventory);
  else if (readsKind(inventory, 'yaml')) parseYamlInventory(root, text, inventory);
  else leaveUnread(path, inventory);
}

const plugins = { constructed: applyConstructed, generator: applyGenerator };

function readPlugin(root: YamlMap, path: string, inventory: Inventory): void {
  if (!['auto', ...Object.keys(plugins)].some((kind) => readsKind(inventory, kind)))
    return leaveUnread(path, inventory);
  const { value } = root.entries.find(({ key }) => key === 'plugin')!;
  const name = value.kind === 'scalar' ? textOf(value.value) : '';
  const short = name.replace(/^ansible\.builtin\./, '');
  if (short in plugins) return plugins[short as keyof typeof plugins](root, inventory);
  throw new TsplayError({
    code: 'unknown-inventory-plugin',
    message: `there is no inventory plugin '${name}'`,
    at: value.at,
    hint: didYouMean(short, Object.keys(plugins)) ?? "'constructed' and 'generator' are built in",
  });
}

function loadRoot(text: string, path: string, inventory: Inventory): YamlNode {
  const { decrypt, duplicateKeys } = inventory.options;
  const [first, second] = loadYaml(text, path, {
    json: extname(path) === '.json',
    ...(decrypt && { decrypt }),
    ...(duplicateKeys && { duplicateKeys }),
  });
  if (second)
    throw new TsplayError({
      code: 'inventory-syntax',
      message: 'an inventory is one YAML document, and here begins another',
      at: second.root.at,
    });
  inventory.warnings.push(...first!.warnings);
  return first!.root;
}

function isIni(text: string, path: string): boolean {
  try {
    parseIni(text, path, new Inventory());
    return true;
  } catch (error) {
    if (error instanceof TsplayError) return false;
    throw error;
  }
}
