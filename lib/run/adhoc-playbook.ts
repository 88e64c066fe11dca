import { join, resolve } from 'node:path';
import { TsplayError } from '../core/problem.js';
import type { PlaybookText } from './options.js';

/** A single task without a playbook. */
export interface AdhocTask {
  /** The hosts. */
  readonly pattern: string;
  /** Default: `command`. */
  readonly module?: string;
  /** As behind the module in a playbook: `key=value`, free text, or a JSON dictionary. */
  readonly args?: string;
  /** Seconds it may run in the background; polled every `poll` seconds (15), or not when that is 0. */
  readonly background?: number;
  readonly poll?: number;
  /** Seconds the task may take. */
  readonly timeout?: number;
  readonly playbookDir?: string;
}

/** The name by which messages call the text of an {@link adhocPlaybook}. */
export const adhocName = 'ad-hoc';

/**
 * The playbook of one task, for {@link run}.
 * @throws TsplayError when a command is asked for and none is given
 * @example run({ playbooks: [adhocPlaybook({ pattern: 'web', module: 'ping' })], inventory: 'hosts.ini' })
 */
export function adhocPlaybook(task: AdhocTask): PlaybookText {
  const { pattern, module = 'command', args = '', background = 0, poll = 15, timeout = 0 } = task;
  if (args === '' && needsText.test(module))
    throw new TsplayError({ code: 'no-arguments', message: `No argument passed to ${module} module` });
  const play = {
    name: 'Ansible Ad-Hoc',
    hosts: pattern,
    gather_facts: false,
    tasks: [
      {
        action: isJsonDict(args) ? { ...(JSON.parse(args) as object), module } : `${module} ${args}`,
        ...(background > 0 && { async: background, poll }),
        ...(timeout > 0 && { timeout }),
      },
    ],
  };
  return { file: join(resolve(task.playbookDir ?? '.'), adhocName), text: JSON.stringify([play]) };
}

const needsText = /^(ansible\.(builtin|legacy)\.)?(command|shell|raw|script)$/;

function isJsonDict(text: string): boolean {
  try {
    return /^\s*\{/.test(text) && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
