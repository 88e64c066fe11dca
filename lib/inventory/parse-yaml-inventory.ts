import { TsplayError, excerptOf, type Problem } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { textOf } from '../yaml/text-of.js';
import { toValue } from '../yaml/to-value.js';
import type { YamlEntry, YamlNode } from '../yaml/types.js';
import { addHosts } from './add-hosts.js';
import type { Inventory } from './inventory.js';

/**
 * Reads an inventory in Ansible's YAML form: groups with `hosts`, `vars` and `children`.
 *
 * @throws TsplayError with every mistake of the file
 */
export function parseYamlInventory(root: YamlNode, text: string, inventory: Inventory): void {
  const reader = new YamlInventoryReader(text, inventory);
  reader.read(root);
  if (reader.problems.length > 0) throw new TsplayError(reader.problems.slice(0, 20));
}

class YamlInventoryReader {
  readonly problems: Problem[] = [];

  constructor(
    readonly text: string,
    readonly inventory: Inventory,
  ) {}

  read(root: YamlNode): void {
    if (root.kind !== 'map') this.#refuse(root.at, 'an inventory is a mapping of groups', 'start with all:');
    else for (const entry of root.entries) this.#group(entry);
  }

  #group({ key, keyAt, value }: YamlEntry): string | undefined {
    if (typeof key !== 'string') {
      this.#refuse(keyAt, `the name of a group is text, not ${textOf(key)}`, 'quote it');
      return undefined;
    }
    this.inventory.addGroup(key);
    for (const section of this.#entriesOf(value, `group '${key}'`, keyAt)) this.#section(key, section);
    return key;
  }

  #section(group: string, { key, keyAt, value }: YamlEntry): void {
    const name = textOf(key);
    const what = `'${name}' of group '${group}'`;
    if (name === 'hosts') this.#entriesOf(value, what, keyAt).forEach((entry) => this.#hosts(group, entry));
    else if (name === 'children')
      this.#entriesOf(value, what, keyAt).forEach((entry) => this.#child(group, entry));
    else if (name === 'vars') this.#vars(group, this.#entriesOf(value, what, keyAt));
    else this.#warnUnknown(group, name, keyAt);
  }

  #warnUnknown(group: string, name: string, at: SourcePos): void {
    const hint = didYouMean(name, ['hosts', 'vars', 'children']) ?? 'a group has hosts, vars and children';
    this.inventory.warn('unknown-inventory-key', `'${name}' in group '${group}' is ignored`, at, hint);
  }

  #child(group: string, entry: YamlEntry): void {
    const child = this.#group(entry);
    if (child === undefined) return;
    this.#attempt(entry.keyAt, () => this.inventory.addChild(group, child, entry.keyAt));
  }

  #vars(group: string, entries: readonly YamlEntry[]): void {
    const target = this.inventory.addGroup(group);
    for (const { key, value } of entries) this.inventory.setGroupVar(target, key, toValue(value));
  }

  #hosts(group: string, { key, keyAt, value }: YamlEntry): void {
    if (typeof key !== 'string') {
      this.#refuse(keyAt, `Host pattern ${textOf(key)} must be a string`, 'quote it');
      return;
    }
    const vars = this.#varsOfHost(key, value, keyAt);
    this.#attempt(keyAt, () => {
      for (const host of addHosts(this.inventory, key, group, keyAt.file))
        for (const entry of vars) this.inventory.setVar(host, entry.key, toValue(entry.value));
    });
  }

  #varsOfHost(name: string, value: YamlNode, keyAt: SourcePos): readonly YamlEntry[] {
    if (value.kind !== 'scalar' || value.value === null)
      return this.#entriesOf(value, `host '${name}'`, keyAt);
    this.#refuse(value.at, `host '${name}' must be a mapping of variables`, 'write name: value below it');
    return [];
  }

  // nothing is an empty mapping, and a lone word a mapping with one key
  #entriesOf(node: YamlNode, what: string, keyAt: SourcePos): readonly YamlEntry[] {
    if (node.kind === 'map') return node.entries;
    if (node.kind === 'scalar' && node.value === null) return [];
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      return [
        {
          key: node.value,
          keyAt: node.at,
          value: { kind: 'scalar', value: null, at: node.at, style: 'absent' },
        },
      ];
    }
    this.#refuse(
      node.at ?? keyAt,
      `${what} must be a mapping`,
      node.kind === 'list' ? `write 'name:' instead of '- name'` : undefined,
    );
    return [];
  }

  #attempt(at: SourcePos, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (error instanceof TsplayError) this.problems.push(...error.problems);
      else if (error instanceof RangeError) this.#refuse(at, error.message);
      else throw error;
    }
  }

  #refuse(at: SourcePos, message: string, hint?: string): void {
    this.problems.push({ code: 'inventory-syntax', message, at, hint, excerpt: excerptOf(this.text, at) });
  }
}
