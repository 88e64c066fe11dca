import type { Stmt, Target } from '../parse/nodes.js';

/** The names that statements set in their own scope: `if` has none of its own, loops and macros have. */
export function collectNames(body: readonly Stmt[], names = new Set<string>()): Set<string> {
  for (const statement of body) {
    switch (statement.kind) {
      case 'set':
      case 'setblock':
        targetNames(statement.target, names);
        break;
      case 'macro':
        names.add(statement.name);
        break;
      case 'import':
        names.add(statement.target.name);
        break;
      case 'fromimport':
        for (const [, target] of statement.names) names.add(target.name);
        break;
      case 'if':
        for (const branch of statement.branches) collectNames(branch.body, names);
        collectNames(statement.otherwise, names);
        break;
      case 'autoescape':
        collectNames(statement.body, names);
        break;
      default:
        break;
    }
  }
  return names;
}

export function targetNames(target: Target, names: Set<string>): Set<string> {
  if (target.kind === 'name') names.add(target.name);
  else if (target.kind === 'tuple') for (const item of target.items) targetNames(item, names);
  return names;
}
