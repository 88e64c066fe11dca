import { dirname } from 'node:path';

import type { Role, Task } from '../playbook/types.js';

import type { Run } from './context.js';
import type { RunSettings } from './options.js';
import { roleChain } from './plan.js';

interface Known {
  readonly playbookDir: string;
  readonly path: readonly string[];
}

/** By role, or by run for what is in none; by the task's file. */
const known = new WeakMap<Role | RunSettings, Map<string, Known>>();

/** Where a task's files are looked for: its role and the roles that use it, the folder of its file, the playbook's. */
export function searchPathOf({ settings }: Run, { role, file }: Task): readonly string[] {
  const playbookDir = settings.playbookDir();
  let files = known.get(role ?? settings);
  if (!files) known.set(role ?? settings, (files = new Map<string, Known>()));
  let found = files.get(file);
  if (found?.playbookDir !== playbookDir) {
    const roles = roleChain(role).map((one) => one.path);
    found = { playbookDir, path: [...new Set([...roles, dirname(file), playbookDir])] };
    files.set(file, found);
  }
  return found.path;
}
