import { isDict, TemplateString, type Dict, type Value } from '../core/value.js';
import type { Task } from '../playbook/types.js';

import type { PlayHost } from './host.js';

/** `ansible_failed_task` and `ansible_failed_result`, for the rescue and everything after it. */
export function rememberFailure(host: PlayHost): void {
  const { task, result, name } = host.failing ?? {};
  if (!task || !result) return;
  host.state.remember(
    host.state.setFacts,
    new Map<Value, Value>([
      ['ansible_failed_task', describeTask(task, name)],
      ['ansible_failed_result', result],
    ]),
  );
}

function describeTask(task: Task, name: string | undefined): Dict {
  const action = typeof task.action.module === 'string' ? task.action.module : (name ?? '');
  const described: Dict = new Map<Value, Value>([
    ['name', task.name === undefined ? '' : (name ?? action)],
    ['action', action],
    ['args', untemplated(task.action.args)],
  ]);
  for (const keyword of task.keywords.values())
    if (!described.has(keyword.name)) described.set(keyword.name, untemplated(keyword.value));
  return described;
}

// what was written, for reading: its templates are not rendered again
function untemplated(value: Value): Value {
  if (value instanceof TemplateString) return value.text;
  if (Array.isArray(value)) return value.map(untemplated);
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, untemplated(item)])) : value;
}
