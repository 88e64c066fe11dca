import type { Problem } from '../core/problem.js';
import { TsplayError } from '../core/problem.js';
import { wordsMistake } from '../core/read-words.js';
import { didYouMean } from '../core/suggest.js';
import { becomeMethods } from '../connect/become.js';
import { connectionNames } from '../connect/connection-types.js';
import { isDict, TemplateString, type Value } from '../core/value.js';
import { validateModuleArgs, type Registry } from '../module/index.js';
import { isEngineAction, plainName } from '../playbook/index.js';
import { chain } from '../playbook/inherit.js';
import type { Play, Step, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import { checkExpressions } from './check-expressions.js';
import { planOf } from './plan.js';
import { metaNames } from './run-meta.js';
import { stepsOf } from './steps-of.js';

/**
 * What can be known to be wrong before any host is touched: options of modules, names of handlers. A task whose
 * failure the playbook itself expects (ignore_errors, failed_when, rescue) may be wrong on purpose.
 */
export async function checkPlaybooks(
  plays: readonly Play[],
  registry: Registry,
  mustKnowHandlers = true,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const play of plays) {
    const tasks = stepsOf(play).flatMap((step) => tasksOf(step, false));
    // include_role may bring handlers that are not known yet
    const includes = tasks.some(({ task }) => task.dynamic !== undefined);
    const handlers = mustKnowHandlers && !includes ? handlerNames(play.handlers) : undefined;
    problems.push(...foreignModules(tasks, registry));
    for (const { task, guarded } of tasks) {
      if (guarded) continue;
      problems.push(...(await checkArguments(task, registry)));
      problems.push(...checkExpressions(task), ...checkKeywordValues(task));
      if (handlers) problems.push(...checkNotify(task, handlers));
    }
  }
  return problems;
}

/** Words that only tsplay itself can know: what `meta` does, ways to connect and to become. */
function checkKeywordValues(task: Task): Problem[] {
  const problems: Problem[] = [];
  const { module, args, at } = task.action;
  const what = args.get('_raw_params');
  if (
    typeof module === 'string' &&
    plainName(module) === 'meta' &&
    typeof what === 'string' &&
    !metaNames.includes(what)
  ) {
    const message = `invalid meta action requested: ${what}`;
    problems.push({ code: 'unknown-meta', message, at, hint: didYouMean(what, metaNames) });
  }
  for (const [keyword, names] of Object.entries(choices)) {
    const written = planOf(task).written(keyword)[0];
    const name = written?.value;
    if (!written || typeof name !== 'string' || names().includes(plainName(name))) continue;
    const message = `no ${keyword} is called '${name}'`;
    problems.push({
      code: `unknown-${keyword}`,
      message,
      at: written.valueAt,
      hint: didYouMean(name, names()),
    });
  }
  const flags = planOf(task).written('become_flags')[0];
  const mistake = typeof flags?.value === 'string' ? wordsMistake(flags.value) : undefined;
  if (flags && mistake !== undefined)
    problems.push({
      code: 'bad-command-line',
      message: `become_flags cannot be split into words: ${mistake}`,
      at: flags.valueAt,
    });
  return problems;
}

const choices: Readonly<Record<string, () => readonly string[]>> = {
  connection: connectionNames,
  become_method: becomeMethods,
};

/** Tasks whose module tsplay does not have: they fail when a host reaches them, so they are said up front. */
function foreignModules(tasks: readonly Found[], registry: Registry): Problem[] {
  const found = new Map<string, Problem>();
  for (const { task } of tasks) {
    const { module, at } = task.action;
    if (typeof module !== 'string' || found.has(module) || !registry.isForeign(module)) continue;
    const message = `tsplay has no module '${module}': the task fails on a host that reaches it`;
    found.set(module, { code: 'foreign-module', severity: 'warning', message, at });
  }
  return [...found.values()];
}

interface Found {
  readonly task: Task;
  readonly guarded: boolean;
}

function tasksOf(step: Step, guarded: boolean): Found[] {
  const here = guarded || ['ignore_errors', 'failed_when'].some((name) => step.keywords.has(name));
  if (step.kind === 'task') return [{ task: step, guarded: here }];
  const inside = here || step.rescue.length > 0;
  return [
    ...step.block.flatMap((one) => tasksOf(one, inside)),
    ...[...step.rescue, ...step.always].flatMap((one) => tasksOf(one, here)),
  ];
}

async function checkArguments(task: Task, registry: Registry): Promise<readonly Problem[]> {
  const { module, args, argsAt, templatedArgs, at } = task.action;
  if (typeof module !== 'string' || isEngineAction(module) || !registry.has(module)) return [];
  const soften = task.handler || planOf(task).when.length > 0 ? asWarning : (problem: Problem) => problem;
  const partial =
    templatedArgs !== undefined || [...chain(task)].some((node) => node.keywords.has('module_defaults'));
  try {
    const found = await registry.find(module, at);
    return validateModuleArgs(found, args, { static: true, partial, argsAt, at }).map(soften);
  } catch (error) {
    if (error instanceof TsplayError) return error.problems;
    throw error;
  }
}

/** A task that may never be reached, written for a newer module or another system, stops nothing; a typo does. */
function asWarning(problem: Problem): Problem {
  if (problem.hint !== undefined) return problem;
  const message = `${problem.message}: the task fails on a host that reaches it`;
  return { ...problem, severity: 'warning', message };
}

interface HandlerNames {
  readonly names: ReadonlySet<string>;
}

/** Undefined when names cannot be known: a handler's name is a template, or handlers come with includes. */
function handlerNames(steps: readonly Step[]): HandlerNames | undefined {
  const names = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'block' || step.name instanceof TemplateString || step.dynamic !== undefined)
      return undefined;
    if (step.name !== undefined && step.name !== null) addNames(names, step);
    for (const topic of listOf(step.keywords.get('listen')?.value)) names.add(pythonText(topic));
  }
  return { names };
}

function addNames(names: Set<string>, { name, role }: Task): void {
  const text = pythonText(name!);
  names.add(text);
  if (role) names.add(`${role.name} : ${text}`);
}

function checkNotify(task: Task, { names }: HandlerNames): Problem[] {
  const keyword = task.keywords.get('notify');
  if (!keyword) return [];
  return listOf(keyword.value).flatMap((value) => {
    if (value instanceof TemplateString || isDict(value)) return [];
    const name = pythonText(value);
    if (names.has(name)) return [];
    const message = `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`;
    return [{ code: 'unknown-handler', message, at: keyword.valueAt, hint: didYouMean(name, names) }];
  });
}

const listOf = (value: Value | undefined): readonly Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
