import { didYouMean } from '../../core/suggest.js';
import { isDict } from '../../core/value.js';
import type { Arguments, Expr, FilterNode } from '../parse/nodes.js';
import { NO_KWARGS } from '../python/bind-args.js';
import { toArray } from '../python/iterate.js';
import { PyError } from '../python/py-error.js';
import { PyObject } from '../python/py-object.js';
import { unroll } from '../python/sequences.js';
import { textOf } from '../python/text.js';
import { pyTruth } from '../python/truth.js';
import { typeName } from '../python/type-name.js';
import { Undefined } from '../python/undefined.js';
import type { Frame } from '../runtime/frame.js';
import type { EvalContext, Kwargs } from '../types.js';
import type { Eval, Site } from './compiler.js';
import { locate } from './locate.js';

interface CompiledArguments {
  readonly args: (frame: Frame) => readonly unknown[];
  readonly kwargs: (frame: Frame) => Kwargs;
}

const NO_ARGS: readonly unknown[] = [];

function compileArguments(node: Arguments, site: Site): CompiledArguments {
  const args = node.args.map((arg) => site.unit.compileExpr(arg, site));
  const star = node.starArgs && site.unit.compileExpr(node.starArgs, site);
  const [first, second] = args;
  if (star !== undefined) {
    return {
      args: (frame) => [...args.map((arg) => arg(frame)), ...toArray(star(frame))],
      kwargs: compileKwargs(node, site),
    };
  }
  const kwargs = compileKwargs(node, site);
  switch (args.length) {
    case 0:
      return { args: () => NO_ARGS, kwargs };
    case 1:
      return { args: (frame) => [first!(frame)], kwargs };
    case 2:
      return { args: (frame) => [first!(frame), second!(frame)], kwargs };
    default:
      return { args: (frame) => args.map((arg) => arg(frame)), kwargs };
  }
}

function compileKwargs(node: Arguments, site: Site): (frame: Frame) => Kwargs {
  const pairs = node.kwargs.map(([name, expr]) => [name, site.unit.compileExpr(expr, site)] as const);
  const star = node.starKwargs && site.unit.compileExpr(node.starKwargs, site);
  if (pairs.length === 0 && star === undefined) return () => NO_KWARGS;
  return (frame) => {
    const kwargs = new Map<string, unknown>();
    for (const [name, value] of pairs) kwargs.set(name, value(frame));
    if (star !== undefined) addKwargs(kwargs, star(frame));
    return kwargs;
  };
}

function addKwargs(kwargs: Map<string, unknown>, more: unknown): void {
  if (!isDict(more)) {
    throw new PyError('TypeError', `argument after ** must be a mapping, not ${typeName(more)}`);
  }
  for (const [key, value] of more) {
    const name = textOf(key);
    if (name === undefined) throw new PyError('TypeError', 'keywords must be strings');
    if (kwargs.has(name)) {
      throw new PyError('TypeError', `got multiple values for keyword argument '${name}'`);
    }
    kwargs.set(name, value);
  }
}

/** `callee(args)`. */
export function compileCall(
  node: Extract<Expr, { kind: 'call' }>,
  site: Site,
  extra?: (frame: Frame) => readonly [string, unknown],
): Eval {
  const { source } = site.unit;
  const { at } = node;
  const callee = site.unit.compileExpr(node.callee, site);
  const { args, kwargs } = compileArguments(node, site);
  return (frame) => {
    try {
      const target = callee(frame);
      const values = args(frame);
      const named = extra === undefined ? kwargs(frame) : new Map([...kwargs(frame), extra(frame)]);
      return callValue(target, values, named, frame.context);
    } catch (error) {
      throw locate(error, source, at);
    }
  };
}

/** Calls a value of the template language. */
function callValue(target: unknown, args: readonly unknown[], kwargs: Kwargs, context: EvalContext): unknown {
  if (target instanceof PyObject && target.call !== undefined) return target.call(args, kwargs, context);
  if (target instanceof Undefined) throw target.error();
  throw new PyError('TypeError', `'${typeName(target)}' object is not callable`);
}

/** `value | name(args)`; in a filter block `body` gives the value. */
export function compileFilter(node: FilterNode, site: Site, body?: Eval): Eval {
  const { source, environment } = site.unit;
  const { at, name } = node;
  const value = node.value === undefined ? body! : compileFilterValue(node.value, site, body);
  const { args, kwargs } = compileArguments(node, site);
  if (!environment.filters.has(name))
    return missingCode('filter', name, site, at, environment.filters.keys());
  return (frame) => {
    try {
      const filter = environment.filters.get(name)!;
      const result = filter(value(frame), args(frame), kwargs(frame), frame.context);
      return environment.unroll ? unroll(result) : result;
    } catch (error) {
      throw locate(error, source, at);
    }
  };
}

// the innermost filter of a filter block's chain has no value of its own
function compileFilterValue(value: Expr, site: Site, body: Eval | undefined): Eval {
  return body !== undefined && value.kind === 'filter'
    ? compileFilter(value, site, body)
    : site.unit.compileExpr(value, site);
}

/** `value is name(args)`. */
export function compileTest(node: Extract<Expr, { kind: 'test' }>, site: Site): Eval {
  const { source, environment } = site.unit;
  const { at, name } = node;
  const value = site.unit.compileExpr(node.value, site);
  const { args, kwargs } = compileArguments(node, site);
  if (!environment.tests.has(name)) return missingCode('test', name, site, at, environment.tests.keys());
  return (frame) => {
    try {
      const test = environment.tests.get(name)!;
      return pyTruth(test(value(frame), args(frame), kwargs(frame), frame.context));
    } catch (error) {
      throw locate(error, source, at);
    }
  };
}

// in a branch only an error when the branch is taken, as in Jinja
function missingCode(
  kind: 'filter' | 'test',
  name: string,
  site: Site,
  at: number,
  known: Iterable<string>,
): Eval {
  const { source } = site.unit;
  const hint = didYouMean(name, known);
  if (!site.soft) throw source.error('TemplateAssertionError', `No ${kind} named '${name}'.`, at, hint);
  return () => {
    throw source.error('TemplateRuntimeError', `No ${kind} named '${name}' found.`, at, hint);
  };
}
