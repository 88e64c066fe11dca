import { readFileSync } from 'node:fs';

import { excerptOf, TsplayError, type Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Dict } from '../core/value.js';
import { JinjaError } from '../jinja/index.js';
import { plainName } from '../playbook/index.js';
import { chain } from '../playbook/inherit.js';
import type { Parent, Play, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import { namesNeededBy, type TemplateFileOptions } from '../template/index.js';

import type { Run } from './context.js';
import { findFile } from './find-file.js';
import { knownNames, varsOfFiles } from './known-names.js';
import { bringsUnknownNames } from './names-of-plays.js';
import { isTemplated, planOf } from './plan.js';
import { searchPathOf } from './search-path.js';
import { stepsOf, tasksIn } from './steps-of.js';
import { splitTags, tagsAllow } from './tags.js';

/**
 * Variables that a template file needs and that nothing defines: neither the inventory nor any play, role or task.
 * Only what is certain is told: a task that may be skipped, or that runs after something that may bring names which
 * the text does not tell, is left to the run.
 */
export function checkTemplates(run: Run, plays: readonly Play[]): readonly Problem[] {
  const { startAtTask, step } = run.settings;
  if (startAtTask !== undefined || step !== undefined) return [];
  let names: ReadonlySet<string> | undefined;
  const known = (): ReadonlySet<string> => (names ??= knownNames(run, plays));
  const problems: Problem[] = [];
  for (const play of plays) {
    if (play.handlers.some(bringsUnknownNames) || !varsOfFiles(play)) break;
    const certain = takeWhile(orderOf(play), (one) => !bringsUnknownNames(one));
    if (isPlayed(run, play)) problems.push(...certain.flatMap((task) => checkTask(run, task, known)));
    if (certain.length < orderOf(play).length) break;
  }
  return problems;
}

function takeWhile<T>(list: readonly T[], holds: (item: T) => boolean): readonly T[] {
  const end = list.findIndex((item) => !holds(item));
  return end < 0 ? list : list.slice(0, end);
}

/** The tasks that run unless something fails, in order; handlers run only when they are told to. */
function orderOf(play: Play): readonly Task[] {
  return stepsOf(play)
    .filter((step) => !play.handlers.includes(step))
    .flatMap(tasksIn);
}

function isPlayed(run: Run, { hosts }: Play): boolean {
  const patterns = Array.isArray(hosts) ? hosts : [hosts];
  return patterns.every((one) => typeof one === 'string') && run.inventory.hasMatch(patterns.join(','));
}

function checkTask(run: Run, task: Task, known: () => ReadonlySet<string>): Problem[] {
  const { module, args, templatedArgs } = task.action;
  if (typeof module !== 'string' || plainName(module) !== 'template' || templatedArgs !== undefined)
    return [];
  const src = args.get('src');
  if (typeof src !== 'string' || !isCertain(run, task)) return [];
  const file = read(run, task, src);
  if (!file) return [];
  const names = needed(file.path, file.text, args);
  if (names instanceof JinjaError) {
    const message = `this template cannot be read: ${names.reason}`;
    return [{ code: 'template-syntax', message, at: names.at, excerpt: excerptOf(file.text, names.at) }];
  }
  return names
    .filter(({ name }) => !/^(ansible|template)_/.test(name) && !known().has(name))
    .map(({ name, at }) => ({
      code: 'undefined-variable',
      message: `'${name}' is undefined: nothing defines it, and the template of the task at ${task.at.file}:${task.at.line} needs it`,
      at,
      hint: didYouMean(name, known()),
      excerpt: excerptOf(file.text, at),
    }));
}

/** Does it run whatever happens, and does its failure count? */
function isCertain(run: Run, task: Task): boolean {
  const plan = planOf(task);
  if (plan.when.length > 0 || plan.tags.some(isTemplated) || task.handler) return false;
  if (task.loop && !(Array.isArray(task.loop.value) && task.loop.value.length > 0)) return false;
  if (plan.written('ignore_errors').length > 0 || plan.written('failed_when').length > 0) return false;
  if (plan.written('module_defaults').length > 0) return false;
  let inner: Parent = task;
  for (const node of chain(task)) {
    if (
      node.kind === 'block' &&
      (node.rescue.length > 0 || (inner.kind !== 'play' && node.always.includes(inner)))
    )
      return false;
    inner = node;
  }
  return tagsAllow(splitTags(plan.tags.map(({ value }) => value)), run.settings.tags);
}

function read(run: Run, task: Task, src: string): { path: string; text: string } | undefined {
  try {
    const path = findFile(searchPathOf(run, task), 'templates', src, task.at);
    return { path, text: readFileSync(path, 'utf8') };
  } catch {
    return undefined;
  }
}

/** A mistake in the template's syntax is answered, not thrown. */
function needed(path: string, text: string, args: Dict): ReturnType<typeof namesNeededBy> | JinjaError {
  if ([...args.keys()].some((name) => pythonText(name).endsWith('_string'))) return [];
  try {
    return namesNeededBy(path, text, optionsOf(args));
  } catch (error) {
    if (error instanceof JinjaError) return error.type === 'TemplateSyntaxError' ? error : [];
    if (error instanceof TsplayError) return [];
    throw error;
  }
}

const optionsOf = (args: Dict): TemplateFileOptions => ({ trimBlocks: args.get('trim_blocks') !== false });
