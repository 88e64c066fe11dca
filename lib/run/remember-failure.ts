import { isDict, TemplateString, type Dict, type Value } from '../core/value.js';
import type { Task } from '../playbook/types.js';

import type { PlayHost } from './host.js';

/** `ansible_failed_task` and `ansible_failed_result`, from a failure that a rescue will take on. */
export function rememberFailure({ state }: PlayHost, task: Task, result: Dict): void {
  state.remember(
    state.setFacts,
    new Map<Value, Value>([
      ['ansible_failed_task', describeTask(task)],
      ['ansible_failed_result', result],
    ]),
  );
}

function describeTask(task: Task): Dict {
  const described: Dict = new Map<Value, Value>([
    ['name', untemplated(task.name ?? '')],
    ['action', untemplated(task.action.module)],
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
