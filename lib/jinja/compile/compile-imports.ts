import type { Expr, Stmt } from '../parse/nodes.js';
import { toArray } from '../python/iterate.js';
import { PyError } from '../python/py-error.js';
import { pyStr } from '../python/repr.js';
import { textOf } from '../python/text.js';
import { Undefined } from '../python/undefined.js';
import type { Frame } from '../runtime/frame.js';
import { Sink } from '../runtime/sink.js';
import { TemplateContext } from '../runtime/template-context.js';
import { TemplateModule } from '../runtime/template-objects.js';
import type { Scope } from '../types.js';
import { compileExpr } from './compile-expr.js';
import { assignName } from './compile-target.js';
import type { Exec, LoadedTemplate, Site } from './compiler.js';
import { localScope } from './local-scope.js';
import { locate } from './locate.js';

type Of<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;
type Load = (frame: Frame) => LoadedTemplate;

/** `{% extends "base" %}`: the parent prints when this template's top level is through. */
export function compileExtends(node: Of<'extends'>, site: Site): Exec {
  const load = compileLoad(node.template, site);
  const { source } = site.unit;
  return (frame) => {
    const { context } = frame;
    if (context.parent !== undefined) {
      throw locate(new PyError('TemplateRuntimeError', 'extended multiple times'), source, node.at);
    }
    const template = load(frame);
    addBlocks(context, template);
    context.parent = template.run;
    return undefined;
  };
}

/** Appends the blocks of a template to those of its children. */
export function addBlocks(context: TemplateContext, template: Pick<LoadedTemplate, 'blocks'>): void {
  for (const [name, code] of template.blocks) {
    const chain = context.blocks.get(name);
    if (chain === undefined) context.blocks.set(name, [code]);
    else chain.push(code);
  }
}

/** `{% include "a" ignore missing without context %}` */
export function compileInclude(node: Of<'include'>, site: Site): Exec {
  const load = compileLoad(node.template, site);
  const scope = compileScope(node.withContext, site);
  return (frame) => {
    if (site.isRoot && frame.context.parent !== undefined) return undefined;
    const template = node.ignoreMissing ? loadIfThere(load, frame) : load(frame);
    if (template === undefined) return undefined;
    const context = new TemplateContext(site.unit.environment, scope(frame), frame.context.sink);
    context.autoescape = frame.context.autoescape;
    addBlocks(context, template);
    template.run(context);
    return undefined;
  };
}

function loadIfThere(load: Load, frame: Frame): LoadedTemplate | undefined {
  try {
    return load(frame);
  } catch (error) {
    const { type } = error as { type?: unknown };
    if (type === 'TemplateNotFound' || type === 'TemplatesNotFound') return undefined;
    throw error;
  }
}

/** `{% import "a" as b %}` */
export function compileImport(node: Of<'import'>, site: Site): Exec {
  const load = compileModule(node, site);
  const assign = assignName(node.target.name, site, false);
  return (frame) => {
    assign(frame, load(frame));
    return undefined;
  };
}

/** `{% from "a" import b as c %}` */
export function compileFromImport(node: Of<'fromimport'>, site: Site): Exec {
  const load = compileModule(node, site);
  const asked = compileExpr(node.template, site);
  const { source, undefinedKind } = site.unit;
  const missing = (frame: Frame, name: string): Undefined => {
    const where = `imported on line ${source.position(node.at).line}`;
    const message = `the template '${pyStr(asked(frame))}' (${where}) does not export the requested name '${name}'`;
    return new Undefined(undefinedKind, name, message);
  };
  const names = node.names.map(([name, target]) => ({ name, assign: assignName(target.name, site, false) }));
  return (frame) => {
    const module = load(frame);
    for (const { name, assign } of names) {
      const value = module.getAttribute(name);
      assign(frame, value === undefined ? missing(frame, name) : value);
    }
    return undefined;
  };
}

function compileModule(node: Of<'import' | 'fromimport'>, site: Site): (frame: Frame) => TemplateModule {
  const load = compileLoad(node.template, site);
  const scope = compileScope(node.withContext, site);
  return (frame) => {
    const template = load(frame);
    const { environment } = site.unit;
    const sink = new Sink(environment.concat === undefined ? undefined : []);
    const context = new TemplateContext(environment, scope(frame), sink);
    addBlocks(context, template);
    template.run(context);
    const body = sink.nodes === undefined ? sink.text : environment.concat!(sink.nodes);
    const exported = new Map([...context.vars].filter(([name]) => !name.startsWith('_')));
    return new TemplateModule(template.file, exported, body);
  };
}

function compileScope(withContext: boolean, site: Site): (frame: Frame) => Scope {
  return withContext
    ? localScope(site.scope)
    : ({ context }) => ({ get: () => undefined, outer: context.scope });
}

function compileLoad(node: Expr, site: Site): Load {
  const name = compileExpr(node, site);
  const { source, load } = site.unit;
  return (frame) => {
    try {
      return findTemplate(name(frame), load);
    } catch (error) {
      throw locate(error, source, node.at);
    }
  };
}

function findTemplate(name: unknown, load: Site['unit']['load']): LoadedTemplate {
  if (name instanceof Undefined) throw name.error();
  const text = textOf(name);
  if (name === null || (Array.isArray(name) && name.length === 0))
    throw new PyError('TemplatesNotFound', 'Tried to select from an empty list of templates.');
  const names = text === undefined ? toArray(name).map((item) => textOf(item) ?? '') : [text];
  for (const candidate of names) {
    const template = load(candidate);
    if (template !== undefined) return template;
  }
  if (text !== undefined) throw new PyError('TemplateNotFound', text);
  throw new PyError('TemplatesNotFound', `none of the templates given were found: ${names.join(', ')}`);
}
