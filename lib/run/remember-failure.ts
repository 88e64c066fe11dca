import type { Dict, Value } from '../core/value.js';
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
    ['name', name ?? action],
    ['action', action],
    ['args', task.action.args],
  ]);
  for (const keyword of task.keywords.values())
    if (!described.has(keyword.name)) described.set(keyword.name, keyword.value);
  return described;
}
