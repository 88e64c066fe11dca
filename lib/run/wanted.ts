import type { Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import type { PlayRun } from './context.js';
import type { PlayHost } from './host.js';
import { nameTask } from './named-task.js';
import { isTemplated, planOf } from './plan.js';
import { splitTags, tagsAllow } from './tags.js';
import { templarFor } from './templar-for.js';

/** Do tags, `--start-at-task` and `--step` let the task run? Handlers are asked for by name, not by tag. */
export async function isWanted(playRun: PlayRun, task: Task, host: PlayHost): Promise<boolean> {
  if (task.handler) return true;
  if (!tagsAllow(tagsOf(playRun, task, host), playRun.run.settings.tags)) return false;
  if (!playRun.run.started && !begins(playRun, task, host)) return false;
  playRun.run.started = true;
  return askStep(playRun, task, host);
}

const fixed = new WeakMap<Task, readonly string[]>();

function tagsOf(playRun: PlayRun, task: Task, host: PlayHost): readonly string[] {
  const known = fixed.get(task);
  if (known) return known;
  const { tags } = planOf(task);
  if (!tags.some(isTemplated)) {
    const list = splitTags(tags.map((keyword) => keyword.value));
    fixed.set(task, list);
    return list;
  }
  const templar = templarFor({ run: playRun.run, host: host.state, playRun, task });
  return splitTags(tags.map((keyword) => templar.render(keyword.value)));
}

/** `--start-at-task`: the first task whose name the pattern matches. */
function begins(playRun: PlayRun, task: Task, host: PlayHost): boolean {
  const { startAtTask } = playRun.run.settings;
  if (startAtTask === undefined) return true;
  const pattern = globOf(startAtTask);
  const { ref } = nameTask(playRun, task, () =>
    templarFor({ run: playRun.run, host: host.state, playRun, task }),
  );
  const names = [ref.name, task.name === undefined ? '' : pythonText(task.name)];
  if (ref.role !== undefined) names.push(`${ref.role} : ${ref.name}`);
  return names.some((name) => pattern.test(name));
}

/** `*` and `?` as in file names. */
export const globOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    's',
  );

async function askStep(playRun: PlayRun, task: Task, host: PlayHost): Promise<boolean> {
  const { run } = playRun;
  if (!run.settings.step || run.stepFreely) return true;
  const { ref } = nameTask(playRun, task, () => templarFor({ run, host: host.state, playRun, task }));
  const answer = await run.settings.step(ref.name);
  if (answer === 'continue') run.stepFreely = true;
  return answer !== 'no';
}
