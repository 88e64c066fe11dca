import type { Task } from '../playbook/types.js';

import { planOf } from './plan.js';

/** Nothing may be sent behind an item of its loop. */
export const goesAlone = (task: Task): boolean => !isSimple(task) || !mayBeFollowed(task);

/** Its keywords ask for nothing that has to do with time, other hosts or more than one run. */
export function isSimple(task: Task): boolean {
  if (task.dynamic !== undefined || typeof task.action.module !== 'string') return false;
  if (ACTS_AT_ONCE.has(task.action.module.replace(/^ansible\.(builtin|legacy|posix)\./, ''))) return false;
  return !isDebugged(task) && NEVER.every((name) => planOf(task).written(name).length === 0);
}

/** What these do on the controller is done as soon as they are begun. */
const ACTS_AT_ONCE = new Set(['meta', 'pause', 'async_status', 'synchronize', 'wait_for_connection']);

/** A person may want to see how it ended before anything else is done. */
function isDebugged(task: Task): boolean {
  const plan = planOf(task);
  return plan.written('debugger').length > 0 || isDebugStrategy(plan.play.keywords.get('strategy')?.value);
}

/** `strategy: debug` is linear, with the debugger on. */
export const isDebugStrategy = (value: unknown): boolean =>
  typeof value === 'string' && value.replace(/^ansible\.builtin\./, '') === 'debug';

const NEVER = [
  'until',
  'retries',
  'async',
  'poll',
  'delegate_to',
  'delegate_facts',
  'run_once',
  'timeout',
  'throttle',
  'ignore_unreachable',
];

/** Whether it failed is known at the host: no condition of the user's decides. */
export function mayBeFollowed(task: Task): boolean {
  const verdict = planOf(task).written('changed_when')[0]?.value;
  return (
    (verdict === undefined || typeof verdict === 'boolean') &&
    planOf(task).written('failed_when').length === 0
  );
}
