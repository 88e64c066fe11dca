import type { Task } from '../playbook/types.js';
import { parseBool } from '../schema/index.js';
import { TemplateString } from '../core/value.js';

import type { PlayRun } from './context.js';
import type { Flow } from './flow.js';
import type { Outcome } from './outcome.js';
import { planOf } from './plan.js';

/** Does this failure end the play for all hosts? Not when a rescue takes it. */
export function isFatal(outcome: Outcome, runOnce: boolean, { rescuable }: Flow, task: Task): boolean {
  if (outcome.ignored || outcome.cutOff) return false;
  const isBad = outcome.status === 'unreachable' || (outcome.status === 'failed' && !rescuable);
  return isBad && (runOnce || anyErrorsFatal(task));
}

export function anyErrorsFatal(task: Task): boolean {
  const value = planOf(task).written('any_errors_fatal')[0]?.value;
  return value !== undefined && value !== null && !(value instanceof TemplateString) && parseBool(value);
}

/** More hosts of the batch failed than `max_fail_percentage` allows? */
export function tooManyFailed({ batch, maxFailPercentage }: PlayRun): boolean {
  if (maxFailPercentage === undefined) return false;
  const lost = batch.filter((host) => !host.alive && host.left !== 'ended').length;
  return (lost / batch.length) * 100 > maxFailPercentage;
}

/** Every host of the batch goes no further than its `always` sections, and no other batch or play begins. */
export function failAll({ playRun }: Flow): void {
  playRun.ended = true;
  playRun.broken = true;
  for (const host of playRun.batch) {
    if (!host.alive) continue;
    host.failing = { interrupted: true };
    playRun.removed.add(host.name);
  }
}
