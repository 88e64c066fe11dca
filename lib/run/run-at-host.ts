import type { Dict } from '../core/value.js';
import type { Task } from '../playbook/types.js';
import type { Templar } from '../template/index.js';

import type { PlayHost } from './host.js';
import { errorResult } from './error-result.js';
import type { Flow } from './flow.js';
import { runItem } from './run-item.js';
import { loopItems, type LoopItem } from './loop-items.js';
import { refuseNodeLoop } from './refuse-node-values.js';
import { runLoop } from './run-loop.js';
import type { Outcome } from './outcome.js';
import { outcomeOf } from './outcome-of.js';
import { planOf, type TaskPlan } from './plan.js';
import { templarFor } from './templar-for.js';
import type { Turn } from './turn.js';
import type { NamedTask } from './named-task.js';

/** A task at one host, with everything its parts need. */
export interface TaskAtHost {
  readonly flow: Flow;
  readonly task: Task;
  readonly named: NamedTask;
  readonly plan: TaskPlan;
  readonly host: PlayHost;
  readonly templar: Templar;
  /** Hosts that get the facts and the registered result: all of the batch for `run_once`. */
  readonly sharers: readonly PlayHost[];
  /** Of the item at hand. */
  readonly loopVars: Dict;
  /** When it may do what, where tasks are sent along with others. */
  readonly turn?: Turn | undefined;
}

/**
 * Runs one task at one host to its end; whatever goes wrong there is an outcome, never thrown. `vars` lie over all
 * other variables.
 */
export async function runAtHost(
  flow: Flow,
  named: NamedTask,
  host: PlayHost,
  sharers: readonly PlayHost[],
  turn?: Turn,
  vars?: Dict,
): Promise<Outcome> {
  const { playRun } = flow;
  const { task } = named;
  const scope = templarFor({ run: playRun.run, host: host.state, playRun, task, turn });
  const templar = vars === undefined ? scope : scope.with(vars);
  const at: TaskAtHost = {
    flow,
    task,
    named,
    plan: planOf(task),
    host,
    templar,
    sharers,
    loopVars: new Map(),
    turn,
  };
  const begun = performance.now();
  const ended = await runWithLoop(at);
  return { ...ended, durationMs: Math.round((performance.now() - begun) * 1000) / 1000 };
}

async function runWithLoop(at: TaskAtHost): Promise<Omit<Outcome, 'durationMs'>> {
  if (!at.task.loop) return outcomeOf(await runItem(at, at.templar, undefined));
  let items: readonly LoopItem[];
  try {
    items = loopItems(at);
    refuseNodeLoop(
      at,
      items.map(({ value }) => value),
    );
  } catch (error) {
    return outcomeOf(await runItem(at, at.templar, errorResult(error)));
  }
  return runLoop(at, items);
}
