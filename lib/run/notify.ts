import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import { OMIT, type Templar } from '../template/index.js';

import type { Flow } from './flow.js';
import { handlerKey } from './handler-list.js';
import { handlerNames, handlersFor } from './handlers.js';
import type { PlayHost } from './host.js';
import type { NamedTask } from './named-task.js';
import { planOf, type TaskPlan } from './plan.js';

/** The handlers a task names: what it makes known itself is not known yet, and each item of a loop names its own. */
export function namesToNotify(plan: TaskPlan, templar: Templar): readonly string[] {
  const keyword = plan.written('notify')[0];
  if (!keyword) return [];
  const value = templar.render(keyword.value);
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== OMIT).map(pythonText);
}

/** Marks the handlers that a changed task names, by name or by what they listen to; a handler never itself. */
export function notify(flow: Flow, named: NamedTask, host: PlayHost, names: readonly string[]): void {
  const { playRun } = flow;
  for (const name of names) {
    const handlers = handlersFor(playRun, name);
    if (handlers.length === 0) refuse(flow, noHandler(flow, name, named));
    for (const handler of handlers) if (handler !== named.task) mark(flow, handler, name, host);
  }
}

/** `error_on_missing_handler = false` makes a warning of it. */
function refuse({ playRun: { run } }: Flow, error: TsplayError): void {
  if (run.settings.config.bool('ERROR_ON_MISSING_HANDLER')) throw error;
  const [problem] = error.problems;
  run.bus.warn(problem!.message, problem?.at ? { at: problem.at } : {});
}

function mark({ playRun }: Flow, handler: Task, name: string, host: PlayHost): void {
  const key = handlerKey(handler);
  if (host.notified.has(key)) return;
  host.notified.add(key);
  const task = { id: handler.id, name, module: pythonText(handler.action.module), handler: true };
  playRun.run.bus.emit({ type: 'handler-notified', task, host: host.name, handler: name });
}

function noHandler({ playRun }: Flow, name: string, { task }: NamedTask): TsplayError {
  const message = `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`;
  const keyword = planOf(task).written('notify')[0];
  return new TsplayError({
    code: 'unknown-handler',
    message,
    at: keyword?.valueAt ?? task.at,
    hint: didYouMean(name, handlerNames(playRun)),
  });
}
