import type { Environment } from '../environment.js';
import type { Stmt } from '../parse/nodes.js';
import { parseText } from '../parse/parse-text.js';
import { SourceText } from '../parse/source-text.js';
import { Frame } from '../runtime/frame.js';
import type { TemplateContext } from '../runtime/template-context.js';
import type { CompileOptions } from '../types.js';
import { collectNames } from './collect-names.js';
import { compileBody } from './compile-body.js';
import { compileExpr } from './compile-expr.js';
import type { Compilation, LoadedTemplate } from './compiler.js';
import { locate } from './locate.js';
import { FunctionScope, NameScope } from './name-scope.js';

/** Text to code: a template that runs with any context. */
export function compileRoot(text: string, options: CompileOptions): LoadedTemplate {
  const { environment, file = '<template>' } = options;
  const source = new SourceText(text, file, options.at, options.keepTrailingNewline ?? false);
  try {
    const statements = parseText(source, options);
    return link(statements, makeUnit(source, statements, environment, options), file);
  } catch (error) {
    throw locate(error, source, 0);
  }
}

function makeUnit(
  source: SourceText,
  statements: readonly Stmt[],
  environment: Environment,
  options: CompileOptions,
): Compilation {
  return {
    source,
    environment,
    undefinedKind: environment.undefined,
    blocks: new Map(),
    hasExtends: hasExtends(statements),
    load: (name) => loadTemplate(name, source.file, options),
    compileExpr,
    compileBody,
  };
}

function hasExtends(statements: readonly Stmt[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'extends') return true;
    if (statement.kind !== 'if') return false;
    return statement.branches.some(({ body }) => hasExtends(body)) || hasExtends(statement.otherwise);
  });
}

function link(statements: readonly Stmt[], unit: Compilation, file: string): LoadedTemplate {
  const owner = new FunctionScope(undefined, false);
  const scope = new NameScope(owner, undefined, true);
  scope.declareAll(collectNames(statements));
  const body = compileBody(statements, { unit, scope, isRoot: true, soft: false });
  const run = (context: TemplateContext): void => {
    body(new Frame(context, undefined, owner.slotCount));
    const { parent } = context;
    if (parent === undefined) return;
    context.parent = undefined;
    parent(context);
  };
  return { file, blocks: unit.blocks, run };
}

const compiled = new WeakMap<Environment, Map<string, { source: string; template: LoadedTemplate }>>();

function loadTemplate(name: string, from: string, asker: CompileOptions): LoadedTemplate | undefined {
  const { environment } = asker;
  const found = environment.loadTemplate?.(name, from);
  if (found === undefined) return undefined;
  const cache = compiled.get(environment) ?? new Map<string, { source: string; template: LoadedTemplate }>();
  compiled.set(environment, cache);
  const known = cache.get(found.file);
  if (known?.source === found.source) return known.template;
  const { at: _at, ...settings } = asker;
  const template = compileRoot(found.source, { ...settings, ...found.options, file: found.file });
  cache.set(found.file, { source: found.source, template });
  return template;
}
