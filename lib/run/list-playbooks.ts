import { dirname, resolve } from 'node:path';

import type { SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import { TemplateString, type Value } from '../core/value.js';
import { withExcerpt } from '../playbook/index.js';
import type { Play, Step, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import type { Templar } from '../template/index.js';

import { Bus, type Listener } from './bus.js';
import { checkPlaybooks } from './check-playbooks.js';
import type { Run } from './context.js';
import { fileOfPlaybook } from './file-of-playbook.js';
import type { EngineOptions } from './options.js';
import { planOf } from './plan.js';
import { hostPatterns, hostsMeant } from './host-patterns.js';
import { ifKnown } from './if-known.js';
import { playTemplar, playVars } from './play-vars.js';
import { prepare } from './run.js';
import { Secrets } from './secrets.js';
import { Stop } from './stop.js';
import { splitTags, tagsAllow } from './tags.js';

/** One play as `--list-tasks`, `--list-tags` and `--list-hosts` show it. */
export interface ListedPlay {
  /** The playbook it was asked for with; the play itself may be in one that this one imports. */
  readonly playbook: string;
  readonly name: string;
  /** The parts of the pattern as they are written. */
  readonly pattern: readonly string[];
  /** The hosts that match, after `limit`. */
  readonly hosts: readonly string[];
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
  try {
    const run = await prepare(options, quiet(options), new Map(), () => dir);
    const loaded = options.playbooks.map((given) => {
      const playbook = fileOfPlaybook(given);
      dir = dirname(resolve(playbook));
      const text = typeof given === 'string' ? undefined : given.text;
      return { playbook, ...run.loader.readPlaybook(playbook, text) };
    });
    const all = loaded.flatMap(({ plays }) => plays);
    const problems = [
      ...loaded.flatMap((one) => one.problems),
      ...(await checkPlaybooks(
        all,
        run.settings.registry,
        run.settings.config.bool('ERROR_ON_MISSING_HANDLER'),
      )),
    ].map(withExcerpt);
    const plays: ListedPlay[] = [];
    if (!problems.some(({ severity }) => severity !== 'warning'))
      for (const one of loaded) {
        dir = dirname(resolve(one.playbook));
        for (const play of one.plays) plays.push(await listPlay(run, one.playbook, play));
      }
    return { plays, problems };
  } catch (error) {
    if (error instanceof TsplayError) return { plays: [], problems: error.problems };
    throw error;
  }
}

function quiet({ onEvent = [] }: EngineOptions): Pick<Run, 'bus' | 'secrets' | 'stop'> {
  const secrets = new Secrets();
  const listeners: readonly Listener[] = typeof onEvent === 'function' ? [onEvent] : onEvent;
  return { secrets, bus: new Bus(listeners, secrets), stop: new Stop() };
}

async function listPlay(run: Run, playbook: string, play: Play): Promise<ListedPlay> {
  const vars = await playVars({ ...run, settings: { ...run.settings, ask: undefined } }, play);
  const templar = playTemplar(run, play, vars);
  const pattern = ifKnown(() => hostPatterns(play, templar)) ?? [];
  const steps = [play.preTasks, play.roleBlocks, play.tasks, play.postTasks].flat();
  const tasks = steps.flatMap(tasksOf).map((task) => listTask(task, templar));
  return {
    playbook,
    name: textOf(play.name),
    pattern,
    hosts: hostsMeant(run.inventory, pattern),
    tags: splitTags([play.keywords.get('tags')?.value]),
    at: play.at,
    tasks: tasks.filter((task) => tagsAllow(task.tags, run.settings.tags)),
  };
}

// what a block runs when something fails, or in the end, is not listed
const tasksOf = (step: Step): Task[] => (step.kind === 'block' ? step.block.flatMap(tasksOf) : [step]);

const listTask = (task: Task, templar: Templar): ListedTask => ({
  name: task.name === undefined || task.name === null ? textOf(task.action.module) : textOf(task.name),
  role:
    task.name === undefined || task.name === null || task.dynamic === 'include_role'
      ? undefined
      : task.role?.name,
  tags: [
    ...new Set(
      splitTags(planOf(task).tags.map((keyword) => renderTags(keyword.value, templar.with(task.vars)))),
    ),
  ],
  at: task.at,
});

const renderTags = (value: Value, templar: Templar): Value => ifKnown(() => templar.render(value)) ?? value;

const textOf = (value: Value): string =>
  Array.isArray(value)
    ? value.map(textOf).join(',')
    : value instanceof TemplateString
      ? value.text
      : pythonText(value);
