import type { Expr, Stmt, Target } from '../parse/nodes.js';

/**
 * The names that statements set in their own scope: `if` has none of its own, loops and macros have. `true`: the
 * scope sets the name before it reads it, so that until then it is undefined, whatever the context has.
 *
 * @example
 * collectNames(parse('{% for i in l %}{{ a }}{% endfor %}{% set a = 1 %}')); // Map { 'a' => true }
 */
export function collectNames(body: readonly Stmt[]): Map<string, boolean> {
  const names = new NameCollector();
  for (const statement of body) names.visit(statement, false);
  return names.set;
}

class NameCollector {
  readonly set = new Map<string, boolean>();
  private readonly read = new Set<string>();

  visit(statement: Stmt, conditional: boolean): void {
    switch (statement.kind) {
      case 'output':
        return statement.nodes.forEach((node) => this.reads(node));
      case 'set':
        this.reads(statement.value);
        return this.target(statement.target, conditional);
      case 'setblock':
        return this.target(statement.target, conditional);
      case 'with':
        return statement.pairs.forEach(([, value]) => this.reads(value));
      case 'macro':
        return this.sets(statement.name, conditional);
      case 'import':
        this.reads(statement.template);
        return this.sets(statement.target.name, conditional);
      case 'fromimport':
        this.reads(statement.template);
        return statement.names.forEach(([, target]) => this.sets(target.name, conditional));
      case 'if':
        return this.branches(statement);
      default:
        return this.readsOf(statement);
    }
  }

  // of what has a scope of its own only what is read to enter it
  private readsOf(statement: Stmt): void {
    switch (statement.kind) {
      case 'for':
        return this.reads(statement.iter);
      case 'callblock':
        return this.reads(statement.call);
      case 'filterblock':
        return this.reads(statement.filter);
      case 'include':
      case 'extends':
        return this.reads(statement.template);
      case 'do':
        return this.reads(statement.value);
      default:
        return undefined;
    }
  }

  // what a branch may set is read from the context until then
  private branches({ branches, otherwise }: Extract<Stmt, { kind: 'if' }>): void {
    for (const { test, body } of branches) {
      this.reads(test);
      for (const statement of body) this.visit(statement, true);
    }
    for (const statement of otherwise) this.visit(statement, true);
  }

  private target(target: Target, conditional: boolean): void {
    if (target.kind === 'nsref') this.read.add(target.name);
    for (const name of targetNames(target, new Set())) this.sets(name, conditional);
  }

  private sets(name: string, conditional: boolean): void {
    if (!this.set.has(name)) this.set.set(name, !conditional && !this.read.has(name));
  }

  private reads(node: Expr | string | readonly unknown[]): void {
    if (typeof node === 'string') return;
    const { kind, name } = node as { kind?: unknown; name?: unknown };
    if (kind === 'name') this.read.add(name as string);
    for (const part of Object.values(node) as unknown[])
      if (typeof part === 'object' && part !== null) this.reads(part as Expr);
  }
}

export function targetNames(target: Target, names: Set<string>): Set<string> {
  if (target.kind === 'name') names.add(target.name);
  else if (target.kind === 'tuple') for (const item of target.items) targetNames(item, names);
  return names;
}
