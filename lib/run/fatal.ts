import type { Task } from '../playbook/types.js';

import type { PlayRun } from './context.js';
import type { Flow } from './flow.js';
import { readKeywords } from './keyword-value.js';
import type { Outcome } from './outcome.js';
import { planOf } from './plan.js';
import { templarFor } from './templar-for.js';

/** Does this failure end the play for all hosts? Not when a rescue takes it. */
export function isFatal(outcome: Outcome, runOnce: boolean, flow: Flow, task: Task): boolean {
  if (outcome.ignored || outcome.cutOff) return false;
  const isBad = outcome.status === 'unreachable' || (outcome.status === 'failed' && !flow.rescuable);
  return isBad && (runOnce || anyErrorsFatal(flow, task));
}

/** As Ansible, a template is rendered with the variables of the first host. */
export function anyErrorsFatal({ playRun }: Flow, task: Task): boolean {
  const plan = planOf(task);
  const { config } = playRun.run.settings;
  if (plan.written('any_errors_fatal').length === 0) return config.bool('ANY_ERRORS_FATAL');
  const host = playRun.batch[0]!.state;
  const keywords = readKeywords(plan, templarFor({ run: playRun.run, host, playRun, task }));
  return keywords.bool('any_errors_fatal') ?? false;
}

/** More hosts of the batch failed than `max_fail_percentage` allows? */
export function tooManyFailed({ batch, maxFailPercentage }: PlayRun): boolean {
  if (maxFailPercentage === undefined) return false;
  const lost = batch.filter((host) => !host.alive && host.left !== 'ended').length;
  return (lost / batch.length) * 100 > maxFailPercentage;
}

/** Every host of the batch goes no further than its `always` sections, and no other batch or play begins. */
export function failAll({ playRun }: Flow, saidTimes = 1): void {
  if (playRun.lockStep) playRun.noHostsLeft = saidTimes;
  playRun.ended = true;
  playRun.broken = true;
  for (const host of playRun.batch) {
    if (!host.alive) continue;
    host.failing = { interrupted: true };
    host.forgiven = false;
    playRun.removed.add(host.name);
  }
}
