import type { MacroNode, Signature, Stmt } from '../parse/nodes.js';
import { PyError } from '../python/py-error.js';
import { tupleOf } from '../python/sequences.js';
import { Undefined } from '../python/undefined.js';
import { capture, emitValue } from '../runtime/emit.js';
import { Frame } from '../runtime/frame.js';
import { Macro, type MacroValues } from '../runtime/macro.js';
import { compileCall } from './compile-call.js';
import { compileExpr } from './compile-expr.js';
import { assignName } from './compile-target.js';
import type { Eval, Exec, Site } from './compiler.js';
import { functionSite } from './inner-site.js';
import { locate } from './locate.js';
import { mentionsName } from './mentions-name.js';

type Of<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;

/** `{% macro name(params) %}` */
export function compileMacro(node: MacroNode, site: Site): Exec {
  const assign = assignName(node.name, site, false);
  const make = compileMacroCode(node.name, node, site);
  return (frame) => {
    assign(frame, make(frame));
    return undefined;
  };
}

/** `{% call(params) callee(args) %}`: the body goes along as `caller`. */
export function compileCallBlock(node: Of<'callblock'>, site: Site): Exec {
  const { source } = site.unit;
  const make = compileMacroCode(undefined, node, site);
  const call = compileCall(node.call, site, (frame) => ['caller', make(frame)]);
  return (frame) => {
    if (site.isRoot && frame.context.parent !== undefined) return undefined;
    try {
      emitValue(frame.context, call(frame));
      return undefined;
    } catch (error) {
      throw locate(error, source, node.at);
    }
  };
}

interface MacroParts {
  readonly at: number;
  readonly signature: Signature;
  readonly body: readonly Stmt[];
}

interface Parameter {
  readonly name: string;
  readonly slot: number;
  readonly fallback: Eval | undefined;
}

function compileMacroCode(name: string | undefined, node: MacroParts, site: Site): (frame: Frame) => Macro {
  const { source } = site.unit;
  const { site: inner, declare } = functionSite(node.body, site);
  const { scope } = inner;
  const parameters = compileParameters(node.signature, inner);
  const names = parameters.map((parameter) => parameter.name);
  const special = (wanted: string): number | undefined =>
    !names.includes(wanted) && mentionsName(node.body, wanted) ? scope.declare(wanted, true) : undefined;
  const [caller, kwargs, varargs] = [special('caller'), special('kwargs'), special('varargs')];
  refuseBareCaller(node, site);
  declare();
  const body = site.unit.compileBody(node.body, inner);
  const enter = (outer: Frame, values: MacroValues): unknown => {
    const frame = new Frame(outer.context, outer, scope.owner.slotCount);
    if (caller !== undefined)
      frame.slots[caller] =
        values.caller ?? new Undefined(site.unit.undefinedKind, 'caller', 'No caller defined');
    if (kwargs !== undefined) frame.slots[kwargs] = values.kwargs;
    if (varargs !== undefined) frame.slots[varargs] = tupleOf(values.varargs);
    fillParameters(frame, parameters, values.params, site);
    return capture(frame, body);
  };
  const shape = {
    name,
    params: names,
    usesCaller: caller !== undefined || names.includes('caller'),
    usesKwargs: kwargs !== undefined,
    usesVarargs: varargs !== undefined,
  };
  return (frame) =>
    new Macro({
      ...shape,
      run: (values) => {
        try {
          return enter(frame, values);
        } catch (error) {
          throw error instanceof PyError ? error : locate(error, source, node.at);
        }
      },
    });
}

function refuseBareCaller(node: MacroParts, site: Site): void {
  const { params, defaults } = node.signature;
  const index = params.findIndex((param) => param.name === 'caller');
  if (index >= 0 && index < params.length - defaults.length) {
    const message =
      'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.';
    throw site.unit.source.error('TemplateAssertionError', message, node.at);
  }
}

function compileParameters({ params, defaults }: Signature, site: Site): Parameter[] {
  const slots = params.map((param) => site.scope.declare(param.name, true));
  const firstDefault = params.length - defaults.length;
  return params.map((param, index) => {
    const fallback = defaults[index - firstDefault];
    return { name: param.name, slot: slots[index]!, fallback: fallback && compileExpr(fallback, site) };
  });
}

function fillParameters(
  frame: Frame,
  parameters: readonly Parameter[],
  values: readonly unknown[],
  site: Site,
): void {
  parameters.forEach(({ slot }, index) => {
    frame.slots[slot] = values[index];
  });
  for (const { name, slot, fallback } of parameters) {
    if (frame.slots[slot] !== undefined) continue;
    frame.slots[slot] = fallback === undefined ? missingParameter(name, site) : fallback(frame);
  }
}

const missingParameter = (name: string, site: Site): Undefined =>
  new Undefined(site.unit.undefinedKind, name, `parameter '${name}' was not provided`);
