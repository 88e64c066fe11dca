import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import type { Flow } from './flow.js';
import { handlerNames, handlersFor } from './handlers.js';
import type { PlayHost } from './host.js';
import type { NamedTask } from './named-task.js';
import { planOf } from './plan.js';
import { templarFor } from './templar-for.js';

/** Marks the handlers that a changed task names, by name or by what they listen to. */
export function notify(flow: Flow, named: NamedTask, host: PlayHost): void {
  const keyword = planOf(named.task).written('notify')[0];
  if (!keyword) return;
  const { playRun } = flow;
  const templar = templarFor({ run: playRun.run, host: host.state, playRun, task: named.task });
  const value = templar.render(keyword.value);
  for (const one of Array.isArray(value) ? value : [value]) {
    const name = pythonText(one);
    const handlers = handlersFor(playRun, name);
    if (handlers.length === 0) refuse(flow, noHandler(flow, name, named));
    for (const handler of handlers) mark(flow, handler, name, host);
  }
}

/** `error_on_missing_handler = false` makes a warning of it. */
function refuse({ playRun: { run } }: Flow, error: TsplayError): void {
  if (run.settings.config.bool('ERROR_ON_MISSING_HANDLER')) throw error;
  const [problem] = error.problems;
  run.bus.warn(problem!.message, problem?.at ? { at: problem.at } : {});
}

function mark({ playRun }: Flow, handler: Task, name: string, host: PlayHost): void {
  if (host.notified.has(handler)) return;
  host.notified.add(handler);
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
