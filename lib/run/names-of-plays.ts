import { isDict, TemplateString, type Dict, type Value } from '../core/value.js';
import { plainName, withDependencies } from '../playbook/index.js';
import type { Play, Role, Step, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import { stepsOf, tasksIn } from './steps-of.js';

/** Every name of a variable that the text of these plays defines anywhere: which host has it when does not matter. */
export function namesOfPlays(plays: readonly Play[]): Set<string> {
  const names = new Set<string>();
  for (const play of plays) {
    addKeys(names, play.vars);
    for (const prompt of listOf(play.keywords.get('vars_prompt')?.value))
      if (isDict(prompt)) names.add(pythonText(prompt.get('name') ?? ''));
    for (const role of withDependencies(play.roles)) addRole(names, role);
    for (const step of stepsOf(play)) addStep(names, step);
  }
  return names;
}

const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

function addKeys(names: Set<string>, dict: Dict): void {
  for (const key of dict.keys()) names.add(pythonText(key));
}

function addRole(names: Set<string>, role: Role): void {
  for (const dict of [role.params, role.useVars, role.defaults, role.vars]) addKeys(names, dict);
  for (const step of [role.block, ...role.handlers]) addStep(names, step);
  for (const parent of role.parents)
    for (const dict of [parent.params, parent.useVars, parent.defaults, parent.vars]) addKeys(names, dict);
}

function addStep(names: Set<string>, step: Step): void {
  addKeys(names, step.vars);
  if (step.kind === 'task') addTask(names, step);
  else for (const inner of [...step.block, ...step.rescue, ...step.always]) addStep(names, inner);
}

function addTask(names: Set<string>, { action, keywords }: Task): void {
  addText(names, keywords.get('register')?.value);
  const control = keywords.get('loop_control')?.value;
  if (control !== undefined && isDict(control))
    for (const key of ['loop_var', 'index_var']) addText(names, control.get(key));
  if (typeof action.module === 'string' && ['set_fact', 'add_host'].includes(plainName(action.module)))
    addKeys(names, action.args);
}

function addText(names: Set<string>, value: Value | undefined): void {
  if (typeof value === 'string') names.add(value);
}

/** May a step bring names that its text does not tell: files read on the way, names that are templates? */
export const bringsUnknownNames = (step: Step): boolean => tasksIn(step).some(bringsThem);

function bringsThem(task: Task): boolean {
  const { module, args, templatedArgs } = task.action;
  if (task.dynamic !== undefined || typeof module !== 'string') return true;
  if (isTemplate(task.keywords.get('register')?.value) || hasTemplatedLoopVar(task)) return true;
  const name = plainName(module).split('.').at(-1)!;
  if (name === 'meta') return !harmlessMeta.has(args.get('_raw_params') ?? '');
  if (name === 'include_vars' || name.endsWith('_facts')) return true;
  if (name !== 'set_fact' && name !== 'add_host') return false;
  return templatedArgs !== undefined || args.has('_raw_params') || [...args.keys()].some(isTemplate);
}

/** The others end something, or read the inventory again. */
const harmlessMeta = new Set<Value>(['flush_handlers', 'noop']);

const isTemplate = (value: Value | undefined): boolean =>
  value instanceof TemplateString || (typeof value === 'string' && value.includes('{'));

function hasTemplatedLoopVar({ keywords }: Task): boolean {
  const control = keywords.get('loop_control')?.value;
  if (control === undefined) return false;
  return !isDict(control) || ['loop_var', 'index_var'].some((key) => isTemplate(control.get(key)));
}
