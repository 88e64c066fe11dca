import type { Dict, Value } from '../core/value.js';
import type { Task } from '../playbook/types.js';

import { describeTask } from './describe-task.js';
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
