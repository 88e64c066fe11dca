import type { SourcePos } from '../core/position.js';
import { excerptOf, TsplayError, type Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Value } from '../core/value.js';
import { addHosts } from './add-hosts.js';
import type { Inventory } from './inventory.js';
import { parseAddress } from './parse-address.js';
import { parseLiteral } from '../jinja/index.js';
import { readWords } from '../core/read-words.js';
import { trustValue } from './trust-value.js';

/**
 * Reads an inventory in Ansible's INI form into `inventory`.
 *
 * @throws TsplayError with every mistake of the file
 */
export function parseIni(text: string, file: string, inventory: Inventory): void {
  new IniReader(text, file, inventory).read();
}

interface Pending {
  /** What is said when the group never comes. */
  readonly problem: Problem;
  /** The groups that want it below them. */
  readonly parents: { readonly name: string; readonly at: SourcePos }[];
}

type Kind = 'hosts' | 'vars' | 'children';

class IniReader {
  readonly #problems: Problem[] = [];
  // groups that were only spoken of; each must be a section of its own somewhere in the file
  readonly #pending = new Map<string, Pending>();
  #group = 'ungrouped';
  #kind: Kind = 'hosts';
  #line = 0;

  constructor(
    readonly text: string,
    readonly file: string,
    readonly inventory: Inventory,
  ) {}

  read(): void {
    for (const line of this.text.split('\n')) {
      this.#line++;
      const content = line.trim();
      if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
      this.#readLine(content, line.indexOf(content) + 1);
    }
    this.#problems.push(...[...this.#pending.values()].map(({ problem }) => problem));
    if (this.#problems.length > 0) throw new TsplayError(this.#problems.slice(0, 20));
  }

  #readLine(content: string, column: number): void {
    try {
      if (content.startsWith('[') && this.#readSection(content, column)) return;
      if (this.#kind === 'hosts') this.#readHosts(content, column);
      else if (this.#kind === 'children') this.#readChild(content, column);
      else this.#readVar(content, column);
    } catch (error) {
      this.#keepProblem(error, column);
    }
  }

  #keepProblem(error: unknown, column: number): void {
    if (error instanceof TsplayError) this.#problems.push(...error.problems);
    else if (error instanceof RangeError)
      this.#problems.push(this.#problem('inventory-syntax', error.message, column));
    else throw error;
  }

  // false for a host such as [::1]:22
  #readSection(content: string, column: number): boolean {
    const found = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(content);
    if (!found) {
      const [word = ''] = content.split(/\s/);
      if (parseAddress(word).port !== undefined || /^\[[^\]]*:[^\]]*\]./.test(word)) return false;
      throw new TsplayError(
        this.#problem(
          'inventory-section',
          `'${content}' is not a section`,
          column,
          'write [group], [group:vars] or [group:children]',
        ),
      );
    }
    const [, group, kind = 'hosts'] = found;
    if (!isKind(kind)) {
      const hint = didYouMean(kind, kinds) ?? 'use :vars or :children';
      throw new TsplayError(
        this.#problem(
          'inventory-section',
          `a section cannot be of kind '${kind}'`,
          column + 2 + group!.length,
          hint,
        ),
      );
    }
    this.#enter(group!, kind, column);
    return true;
  }

  #enter(group: string, kind: Kind, column: number): void {
    this.#group = group;
    this.#kind = kind;
    if (kind === 'vars' && !this.inventory.hasGroup(group))
      this.#await(group, `there are variables for group '${group}' but no such group`, column + 1);
    this.inventory.addGroup(group);
    if (kind !== 'vars') this.#declare(group);
  }

  // a group goes below its parents where it has its section, which is an order that people see
  #declare(group: string): void {
    const parents = this.#pending.get(group)?.parents ?? [];
    this.#pending.delete(group);
    for (const { name, at } of parents) this.inventory.addChild(name, group, at);
  }

  #await(group: string, message: string, column: number): Pending {
    const known = this.#pending.get(group);
    if (known) return known;
    const hint = didYouMean(group, this.inventory.groups.keys());
    const pending = { problem: this.#problem('unknown-group', message, column, hint), parents: [] };
    this.#pending.set(group, pending);
    return pending;
  }

  #readHosts(content: string, column: number): void {
    const [pattern, ...assignments] = readWords(content, { comments: true });
    if (!pattern) return;
    this.#refuseLookalikes(pattern.text, column);
    const vars = assignments.map((word) => this.#assignment(word.text, column + word.start));
    for (const host of addHosts(this.inventory, pattern.text, this.#group, this.file))
      this.inventory.setVars(host, vars);
  }

  #refuseLookalikes(pattern: string, column: number): void {
    if (pattern.startsWith('---')) {
      throw new TsplayError(
        this.#problem(
          'inventory-syntax',
          `'---' opens a YAML file, and this is read as INI`,
          column,
          'name the file .yml',
        ),
      );
    }
    if (pattern.endsWith(':') && !pattern.endsWith('::')) {
      throw new TsplayError(
        this.#problem(
          'inventory-syntax',
          `'${pattern}' ends with a colon, which is kept for ports`,
          column,
          'name a YAML inventory .yml',
        ),
      );
    }
  }

  #assignment(text: string, column: number): [string, Value] {
    const split = text.indexOf('=');
    if (split < 1) {
      throw new TsplayError(
        this.#problem(
          'inventory-syntax',
          `expected key=value after the host name, found '${text}'`,
          column,
          'one host a line',
        ),
      );
    }
    return [text.slice(0, split), this.#typed(text.slice(split + 1), column)];
  }

  #readChild(content: string, column: number): void {
    const child = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(content)?.[1];
    if (child === undefined)
      throw new TsplayError(
        this.#problem('inventory-syntax', `expected the name of a group, found '${content}'`, column),
      );
    const at = this.#at(column);
    if (this.inventory.hasGroup(child)) this.inventory.addChild(this.#group, child, at);
    else this.#await(child, `there is no group '${child}'`, column).parents.push({ name: this.#group, at });
  }

  #readVar(content: string, column: number): void {
    const split = content.indexOf('=');
    if (split === -1)
      throw new TsplayError(
        this.#problem('inventory-syntax', `expected key=value, found '${content}'`, column),
      );
    const value = content.slice(split + 1).trim();
    this.inventory.setGroupVar(
      this.inventory.addGroup(this.#group),
      content.slice(0, split).trim(),
      this.#typed(value, column),
    );
  }

  #typed(text: string, column: number): Value {
    const literal = parseLiteral(text);
    return trustValue(
      literal === undefined || literal instanceof Uint8Array ? text : literal,
      this.#at(column),
    );
  }

  #at(column: number): SourcePos {
    return { file: this.file, line: this.#line, column };
  }

  #problem(code: string, message: string, column: number, hint?: string): Problem {
    const at = this.#at(column);
    return { code, message, at, hint, excerpt: excerptOf(this.text, at) };
  }
}

const kinds: readonly string[] = ['hosts', 'vars', 'children'];
const isKind = (kind: string): kind is Kind => kinds.includes(kind);
