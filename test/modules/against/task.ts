import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Json } from '../../../lib/core/json.js';
import { loadCases, type Tree } from '../cases.js';

/** A task that both do on two copies of one tree: first as a check, then in earnest, then once more. */
export interface Task {
  readonly name: string;
  readonly module: string;
  readonly tree?: Tree;
  /** `$ROOT` is the directory of the task. */
  readonly args: Readonly<Record<string, Json>>;
  /** Keywords of the task beside the module: `environment`, `become_user`… */
  readonly keywords?: Readonly<Record<string, Json>>;
  /** A shell script that makes what a tree cannot say; its directory is the task's. */
  readonly before?: string;
  /** A shell script that looks at what a tree cannot show; what it prints is compared. */
  readonly after?: string;
  /** Keys that the two give different values, or that only one of them gives, and why; `check.KEY` in a check only. */
  readonly differs?: Readonly<Record<string, string>>;
  /** A shell command that succeeds where the task is possible at all: what takes loop devices, for one. */
  readonly requires?: string;
  /** A command or a Python module without which the real module cannot do it. */
  readonly needs?: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** All tasks of the files beside this one, and of `against-ansible.yaml`. */
export function againstTasks(): readonly Task[] {
  const files = readdirSync(here).filter((name) => name.endsWith('.yaml'));
  return ['../against-ansible.yaml', ...files].flatMap(
    (name) => loadCases(`${here}/${name}`) as unknown as Task[],
  );
}

export const titleOf = (task: Task): string => `${task.module}: ${task.name}`;

/** Is the task possible on this machine? */
export const isPossible = ({ requires }: Task): boolean =>
  requires === undefined || spawnSync('sh', ['-c', requires]).status === 0;

/** Changes with everything that the answer depends on. */
export const digestOf = ({ differs: _differs, requires: _requires, ...task }: Task): string =>
  createHash('sha256').update(JSON.stringify(task)).digest('hex').slice(0, 16);
