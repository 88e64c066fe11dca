import { dirname } from 'node:path';

import type { Task } from '../playbook/types.js';

import type { Run } from './context.js';
import { roleChain } from './plan.js';

const known = new WeakMap<Task, readonly string[]>();

/** Where a task's files are looked for: its role and the roles that use it, the folder of its file, the playbook's. */
export function searchPathOf(run: Run, task: Task): readonly string[] {
  let path = known.get(task);
  if (!path) {
    const roles = roleChain(task.role).map((role) => role.path);
    path = [...new Set([...roles, dirname(task.file), run.settings.playbookDir()])];
    known.set(task, path);
  }
  return path;
}
