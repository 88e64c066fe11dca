import { resolve } from 'node:path';

import type { SourcePos } from '../core/position.js';
import type { Loader, Play, Step, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import { planOf } from './plan.js';
import { splitTags, tagsAllow, type TagChoice } from './tags.js';

/** One play as `--list-tasks`, `--list-tags` and `--list-hosts` show it. */
export interface ListedPlay {
  readonly name: string;
  readonly hosts: string;
  readonly tags: readonly string[];
  readonly at: SourcePos;
  readonly tasks: readonly ListedTask[];
}

export interface ListedTask {
  readonly name: string;
  readonly role: string | undefined;
  readonly tags: readonly string[];
  readonly at: SourcePos;
}

/** The plays and the tasks that the tags choose, without running anything; includes are shown but not opened. */
export function listPlaybooks(
  loader: Loader,
  playbooks: readonly string[],
  tags: TagChoice,
): readonly ListedPlay[] {
  return playbooks.flatMap((file) => loader.loadPlaybook(resolve(file)).map((play) => listPlay(play, tags)));
}

function listPlay(play: Play, choice: TagChoice): ListedPlay {
  const steps = [play.preTasks, play.roleBlocks, play.tasks, play.postTasks].flat();
  const tasks = steps.flatMap(tasksOf).map(listTask);
  return {
    name: textOf(play.name),
    hosts: textOf(play.hosts),
    tags: splitTags([play.keywords.get('tags')?.value]),
    at: play.at,
    tasks: tasks.filter((task) => tagsAllow(task.tags, choice)),
  };
}

function tasksOf(step: Step): Task[] {
  if (step.kind === 'block') return [...step.block, ...step.rescue, ...step.always].flatMap(tasksOf);
  return step.action.module === 'meta' ? [] : [step];
}

const listTask = (task: Task): ListedTask => ({
  name:
    task.name === undefined || task.name === null ? pythonText(task.action.module) : pythonText(task.name),
  role: task.role?.name,
  tags: [...new Set(splitTags(planOf(task).tags.map((keyword) => keyword.value)))],
  at: task.at,
});

const textOf = (value: ListedPlay['name'] | Play['name']): string =>
  Array.isArray(value) ? value.map(pythonText).join(',') : pythonText(value);
