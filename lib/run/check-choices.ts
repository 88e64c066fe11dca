import type { Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { TemplateString } from '../core/value.js';
import type { Play, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import { isTemplated, planOf } from './plan.js';
import type { RunSettings } from './options.js';
import { stepsOf, tasksIn } from './steps-of.js';
import { splitTags } from './tags.js';
import { globOf } from './wanted.js';

type Choices = Pick<RunSettings, 'tags' | 'startAtTask'>;

/**
 * Tags and a first task that no task has: nothing would run and that would look like success. What an include
 * brings cannot be known beforehand, so with includes nothing is said.
 */
export function checkChoices(plays: readonly Play[], { tags, startAtTask }: Choices): readonly Problem[] {
  const tasks = plays.flatMap(stepsOf).flatMap(tasksIn);
  if (tasks.some((task) => task.dynamic !== undefined)) return [];
  return [...unknownTags(tasks, tags.only), ...unknownStart(tasks, startAtTask)];
}

const special = new Set(['all', 'tagged', 'untagged', 'always', 'never']);

function unknownTags(tasks: readonly Task[], only: readonly string[]): Problem[] {
  const keywords = tasks.flatMap((task) => planOf(task).tags);
  if (keywords.some(isTemplated)) return [];
  const known = new Set(splitTags(keywords.map(({ value }) => value)));
  return only
    .filter((tag) => !special.has(tag) && !known.has(tag))
    .map((tag) => ({
      code: 'unknown-tag',
      severity: 'warning',
      message: `no task has the tag '${tag}'`,
      hint: didYouMean(tag, known),
    }));
}

function unknownStart(tasks: readonly Task[], startAtTask: string | undefined): Problem[] {
  if (startAtTask === undefined || tasks.some(({ name }) => name instanceof TemplateString)) return [];
  const pattern = globOf(startAtTask);
  const names = tasks.flatMap(({ name, action, role }) => {
    const own = pythonText(name ?? action.module);
    return role ? [own, `${role.name} : ${own}`] : [own];
  });
  if (names.some((name) => pattern.test(name))) return [];
  const message = `no task is called '${startAtTask}', so there is nothing to start at`;
  return [{ code: 'unknown-task', message, hint: didYouMean(startAtTask, names) }];
}
