import type { TaskRef } from '../core/event.js';
import { TsplayError } from '../core/problem.js';
import { TemplateString, type Value } from '../core/value.js';
import type { Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import type { Templar } from '../template/index.js';

import type { PlayRun } from './context.js';
import { readKeywords } from './keyword-value.js';
import { splitTags } from './tags.js';
import { planOf } from './plan.js';

/** A task with the name it goes by in events. */
export interface NamedTask {
  readonly task: Task;
  readonly ref: TaskRef;
}

const named = new WeakMap<Task, NamedTask>();

/** The name is rendered with what the first host knows; one that cannot be rendered is shown as written. */
export function nameTask(playRun: PlayRun, task: Task, templarOf: () => Templar): NamedTask {
  const known = named.get(task);
  if (known) return known;
  const isFixed = !playsInto(task);
  const made = { task, ref: refOf(playRun, task, isFixed ? undefined : templarOf()) };
  if (isFixed) named.set(task, made);
  return made;
}

/** Does what a host knows play into the name, or into whether it is a check? */
const playsInto = (task: Task): boolean =>
  planOf(task).written('check_mode').length > 0 ||
  [task.name, task.action.module, roleNameOf(task)].some((value) => value instanceof TemplateString);

function refOf(playRun: PlayRun, task: Task, templar: Templar | undefined): TaskRef {
  const module = pythonText(render(task.action.module, templar));
  const own =
    task.name === undefined || task.name === null
      ? unnamed(task, module, templar)
      : pythonText(render(task.name, templar));
  const tags = splitTags(planOf(task).tags.map((keyword) => keyword.value));
  return {
    id: `${playRun.id}.${task.id}`,
    name: own,
    module,
    at: task.at,
    ...(task.role && task.dynamic !== 'include_role' ? { role: task.role.name } : {}),
    ...(task.handler ? { handler: true } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(checks(playRun, task, templar) ? { check: true } : {}),
    ...argsOf(playRun, task),
  };
}

function checks({ run }: PlayRun, task: Task, templar: Templar | undefined): boolean {
  if (!templar) return run.settings.check;
  try {
    return readKeywords(planOf(task), templar).bool('check_mode') ?? run.settings.check;
  } catch (error) {
    // the task itself says so, on each host
    if (error instanceof TsplayError) return run.settings.check;
    throw error;
  }
}

/** Arguments as they are written, unless they are to be hidden. */
function argsOf({ run }: PlayRun, task: Task): Pick<TaskRef, 'args'> {
  const { config, tellArguments } = run.settings;
  const isHidden = planOf(task).written('no_log').length > 0 || config.bool('DEFAULT_NO_LOG');
  if (isHidden || !(tellArguments || config.bool('DISPLAY_ARGS_TO_STDOUT'))) return {};
  const shown = [...task.action.args].map(([key, value]) => `${pythonText(key)}=${rawText(value)}`);
  return { args: ` ${shown.join(', ')}` };
}

const rawText = (value: Value): string => (value instanceof TemplateString ? value.text : pythonText(value));

/** An include_role is known by its role. */
function unnamed(task: Task, module: string, templar: Templar | undefined): string {
  const role = roleNameOf(task);
  return role === undefined ? module : `${module} : ${pythonText(render(role, templar))}`;
}

const roleNameOf = ({ dynamic, action: { args } }: Task): Value | undefined =>
  dynamic === 'include_role' ? (args.get('name') ?? args.get('role')) : undefined;

function render(value: Value, templar: Templar | undefined): Value {
  if (!(value instanceof TemplateString)) return value;
  try {
    return templar ? templar.render(value) : value.text;
  } catch (error) {
    if (error instanceof TsplayError) return value.text;
    throw error;
  }
}
