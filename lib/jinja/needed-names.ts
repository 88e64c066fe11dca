import type { SourcePos } from '../core/position.js';
import type { Expr, Stmt, Target } from './parse/nodes.js';
import { parseText } from './parse/parse-text.js';
import { SourceText } from './parse/source-text.js';
import type { CompileOptions } from './types.js';

/** A name without whose value a template cannot be rendered. */
export interface NeededName {
  readonly name: string;
  readonly at: SourcePos;
}

/**
 * The variables that every rendering of this text asks for and cannot do without. What stands in a branch, a loop or
 * a macro may never be reached, and what goes through `default` or `is defined` may be missing: they are not here.
 */
export function neededNames(text: string, options: CompileOptions): readonly NeededName[] {
  const source = new SourceText(
    text,
    options.file ?? '<template>',
    options.at,
    options.keepTrailingNewline ?? false,
  );
  const statements = parseText(source, options);
  if (statements.some(({ kind }) => kind === 'extends')) return [];
  const own = new Set<string>();
  for (const statement of statements) addSet(statement, own);
  return statements
    .flatMap(ofStatement)
    .filter(({ name }) => !own.has(name) && !options.environment.globals.has(name))
    .map(({ name, at }) => ({ name, at: source.position(at) }));
}

type NameNode = Extract<Expr, { kind: 'name' }>;

/** Whatever a statement may set, wherever in it, counts as set. */
function addSet(statement: Stmt, names: Set<string>): void {
  switch (statement.kind) {
    case 'set':
    case 'setblock':
    case 'import':
      return addTarget(statement.target, names);
    case 'macro':
      names.add(statement.name);
      return;
    case 'fromimport':
      for (const [, target] of statement.names) names.add(target.name);
      return;
    default:
      for (const inner of innerOf(statement)) addSet(inner, names);
  }
}

function innerOf(statement: Stmt): readonly Stmt[] {
  if (statement.kind === 'if')
    return [...statement.branches.flatMap(({ body }) => body), ...statement.otherwise];
  return 'body' in statement ? statement.body : [];
}

function addTarget(target: Target, names: Set<string>): void {
  if (target.kind === 'tuple') for (const item of target.items) addTarget(item, names);
  else names.add(target.name);
}

function ofStatement(statement: Stmt): readonly NameNode[] {
  switch (statement.kind) {
    case 'output':
      return statement.nodes.flatMap((node) => (typeof node === 'string' ? [] : ofExpression(node)));
    case 'if':
      return ofExpression(statement.branches[0]!.test);
    case 'for':
      return ofExpression(statement.iter);
    default:
      return [];
  }
}

/** Names whose being undefined makes the whole expression fail. */
function ofExpression(expr: Expr): readonly NameNode[] {
  switch (expr.kind) {
    case 'name':
      return [expr];
    case 'getattr':
    case 'getitem':
      return ofExpression(expr.target);
    case 'neg':
    case 'pos':
    case 'not':
      return ofExpression(expr.operand);
    case 'binary':
      return [...ofExpression(expr.left), ...ofExpression(expr.right)];
    case 'concat':
      return expr.items.flatMap(ofExpression);
    case 'and':
    case 'or':
      return ofExpression(expr.left);
    case 'condexpr':
      return ofExpression(expr.test);
    case 'filter':
      return expr.value !== undefined && demanding.has(expr.name) ? ofExpression(expr.value) : [];
    default:
      return [];
  }
}

/** Filters that fail on a value that is not there, whatever their arguments. */
const demanding = new Set(['upper', 'lower', 'trim', 'length', 'join', 'int', 'replace', 'sort', 'to_json']);
