import type { SourcePos } from '../core/position.js';
import { excerptOf, TsplayError, type Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Value } from '../core/value.js';
import { expandRange } from './expand-range.js';
import type { Inventory } from './inventory.js';
import { parseAddress } from './parse-address.js';
import { parsePythonLiteral } from './python-literal.js';
import { splitWords } from './split-words.js';
import { trustValue } from './trust-value.js';

/**
 * Reads an inventory in Ansible's INI form into `inventory`.
 *
 * @throws TsplayError with every mistake of the file
 */
export function parseIni(text: string, file: string, inventory: Inventory): void {
  new IniReader(text, file, inventory).read();
}

type Kind = 'hosts' | 'vars' | 'children';

class IniReader {
  readonly #problems: Problem[] = [];
  // groups that were only spoken of; each must be a section of its own somewhere in the file
  readonly #pending = new Map<string, Problem>();
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
    this.#problems.push(...this.#pending.values());
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
      if (parseAddress(content.split(/\s/)[0]!).port !== undefined) return false;
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
    if (kind === 'vars') {
      if (!this.inventory.groups.has(group))
        this.#await(group, `there are variables for group '${group}' but no such group`, column + 1);
      return;
    }
    this.inventory.addGroup(group);
    this.#pending.delete(group);
  }

  #await(group: string, message: string, column: number): void {
    if (this.#pending.has(group)) return;
    this.#pending.set(
      group,
      this.#problem('unknown-group', message, column, didYouMean(group, this.inventory.groups.keys())),
    );
    this.inventory.addGroup(group);
  }

  #readHosts(content: string, column: number): void {
    const [pattern, ...assignments] = splitWords(content);
    if (!pattern) return;
    this.#refuseLookalikes(pattern.text, column);
    const vars = assignments.map((word) => this.#assignment(word.text, column + word.start));
    const { name, port } = parseAddress(pattern.text);
    for (const hostName of expandRange(name)) {
      const host = this.inventory.addHost(hostName, [this.#group], this.file, port);
      this.inventory.setVars(host, vars);
    }
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
    if (!this.inventory.groups.has(child)) this.#await(child, `there is no group '${child}'`, column);
    this.inventory.addChild(this.#group, child, this.#at(column));
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
    const literal = parsePythonLiteral(text);
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
