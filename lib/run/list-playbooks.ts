import { dirname, resolve } from 'node:path';

import type { SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import type { Play, Step, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import { checkPlaybooks } from './check-playbooks.js';
import { withEngineModules } from './engine-modules.js';
import { ModuleLibrary, withLibrary } from './module-library.js';
import { makeLoader } from './make-loader.js';
import type { EngineOptions } from './options.js';
import { planOf } from './plan.js';
import { extraVarsOf, settingsOf } from './settings.js';
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

/** What can be said of playbooks without running them. */
export interface PlaybookList {
  readonly plays: readonly ListedPlay[];
  /** What a run would refuse: `--syntax-check`. */
  readonly problems: readonly Problem[];
}

/** The plays and the tasks that the tags choose, without touching a host; includes are shown but not opened. */
export async function listPlaybooks(options: EngineOptions): Promise<PlaybookList> {
  let dir = process.cwd();
  const library = new ModuleLibrary(options.libraryPath);
  const registry = withLibrary(withEngineModules(options.registry, new Map()), library);
  const settings = settingsOf({ ...options, registry }, () => dir);
  const loader = makeLoader(settings, extraVarsOf(options.extraVars), library);
  try {
    const plays = options.playbooks.flatMap((file) => {
      dir = dirname(resolve(file));
      return loader.loadPlaybook(resolve(file));
    });
    const problems = await checkPlaybooks(plays, registry);
    return { plays: plays.map((play) => listPlay(play, settings.tags)), problems };
  } catch (error) {
    if (error instanceof TsplayError) return { plays: [], problems: error.problems };
    throw error;
  }
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
