import type { SourcePos } from '../core/position.js';
import { TsplayError } from '../core/problem.js';
import { isDict, TemplateString, trustText, type Dict, type Value } from '../core/value.js';
import { parseKeyValue } from '../playbook/key-value.js';
import { pythonText } from '../schema/index.js';
import { OMIT, removeOmitted, type Templar } from '../template/index.js';
import { VaultString } from '../yaml/index.js';

import type { TaskAtHost } from './run-at-host.js';

/** The arguments a module gets: `module_defaults` below a templated `args:` below what is written, without `omit`. */
export function renderArgs(
  at: TaskAtHost,
  templar: Templar,
  module: string,
  expressions: readonly string[] = [],
): Dict {
  const args: Dict = defaultsOf(at, templar, module, expressions);
  for (const [name, value] of templatedArgs(at, templar)) args.set(name, value);
  const own = at.flow.playRun.run.settings.registry.shortName(module);
  for (const [name, value] of at.task.action.args) {
    if (module === '' && name === 'apply' && isDict(value)) args.set(name, value);
    else if (isOneOf(expressions, name)) args.set(name, asWritten(value, at.task.action.argsAt.get(name)));
    else if (own === 'set_fact') setFact(at, args, templar, name, value);
    else if (own === 'add_host' || own === 'debug') setKept(args, name, templar.renderMarked(value));
    else setRendered(args, templar, name, value);
  }
  return module === '' ? args : withoutRawText(at, args, module);
}

const isOneOf = (names: readonly string[], name: Value): boolean =>
  typeof name === 'string' && names.includes(name);

/**
 * An expression goes to the module as the user's text, a TemplateString with or without braces. A plain string in its
 * place came out of a template: that is data, and the module must not evaluate it.
 */
function asWritten(value: Value, at: SourcePos | undefined): Value {
  if (Array.isArray(value)) return value.map((one) => asWritten(one, at));
  return typeof value === 'string' ? new TemplateString(value, at) : value;
}

/** Rendered arguments on top of the `module_defaults` of another module than the task names. */
export function argsWithDefaults(at: TaskAtHost, templar: Templar, module: string, args: Dict): Dict {
  return new Map([...moduleDefaults(at, templar, module), ...args]);
}

/** Text that became `key=value` options, or nothing like it, only when it was rendered. */
function withoutRawText({ task, flow }: TaskAtHost, args: Dict, module: string): Dict {
  const text = args.get('_raw_params');
  if (typeof text !== 'string' || flow.playRun.run.settings.takesText(module)) return args;
  args.delete('_raw_params');
  const { options, raw } = parseKeyValue(text);
  for (const [name, value] of options) if (!args.has(name)) args.set(name, value);
  if (raw.trim() === '') return args;
  const message = `invalid or malformed argument: '${raw.trim()}'`;
  throw new TsplayError({ code: 'bad-arguments', message, at: task.action.at });
}

/** set_fact's keys may be templates, written in the user's file like its values; what a vault holds stays in it. */
function setFact({ task }: TaskAtHost, args: Dict, templar: Templar, name: Value, value: Value): void {
  const key = typeof name === 'string' ? templar.render(trustText(name, task.action.argsAt.get(name))) : name;
  if (value instanceof VaultString) args.set(key, value);
  else setKept(args, key, templar.renderMarked(value));
}

function setRendered(args: Dict, templar: Templar, name: Value, value: Value): void {
  setKept(args, name, templar.render(value));
}

function setKept(args: Dict, name: Value, value: Value): void {
  const rendered = removeOmitted(value);
  if (rendered === undefined) args.delete(name);
  else args.set(name, rendered);
}

function templatedArgs({ task }: TaskAtHost, templar: Templar): Dict {
  const { templatedArgs: raw, at } = task.action;
  if (raw === undefined) return new Map();
  const rendered = templar.render(raw);
  if (isDict(rendered)) return removeOmitted(rendered) as Dict;
  if (rendered === OMIT || rendered === null) return new Map();
  if (typeof rendered === 'string') return new Map([['_raw_params', rendered]]);
  throw new TsplayError({
    code: 'bad-arguments',
    message: `arguments are a dictionary, not ${pythonText(rendered)}`,
    at,
  });
}

/** gather_facts passes on to setup, whose defaults it takes below its own. */
function defaultsOf(at: TaskAtHost, templar: Templar, module: string, expressions: readonly string[]): Dict {
  const { registry } = at.flow.playRun.run.settings;
  const below = registry.shortName(module) === 'gather_facts' ? moduleDefaults(at, templar, 'setup') : [];
  return new Map([...below, ...moduleDefaults(at, templar, module, expressions)]);
}

/**
 * Written from the play inwards; an inner dict replaces an outer one's arguments for the same module. No module of ours
 * belongs to an action group of a collection (`group/aws`).
 */
function moduleDefaults(
  { plan, flow }: TaskAtHost,
  templar: Templar,
  module: string,
  expressions: readonly string[] = [],
): Dict {
  const { registry } = flow.playRun.run.settings;
  const wanted = registry.shortName(module);
  let own: Value = null;
  for (const { value } of [...plan.written('module_defaults')].reverse()) {
    for (const [name, args] of dictsOf(value, templar).flatMap((dict) => [...dict])) {
      const key = name instanceof TemplateString ? pythonText(templar.render(name)) : pythonText(name);
      if (registry.shortName(key) === wanted) own = args;
    }
  }
  return renderDefaults(own, templar, expressions);
}

function renderDefaults(args: Value, templar: Templar, expressions: readonly string[]): Dict {
  const isWritten = isDict(args);
  const options = isWritten ? args : templar.render(args);
  const rendered: Dict = new Map();
  if (!isDict(options)) return rendered;
  for (const [option, given] of options)
    if (isWritten && isOneOf(expressions, option)) rendered.set(option, asWritten(given, undefined));
    else setRendered(rendered, templar, option, given);
  return rendered;
}

function dictsOf(value: Value, templar: Templar): Dict[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) => (one instanceof TemplateString ? templar.render(one) : one)).filter(isDict);
}
