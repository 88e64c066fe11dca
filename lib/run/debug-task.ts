import PQueue from 'p-queue';

import type { Dict } from '../core/value.js';
import type { Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';

import type { Run } from './context.js';
import { DebugScope } from './debug-scope.js';
import type { Flow } from './flow.js';
import { isDebugStrategy } from './goes-alone.js';
import type { PlayHost } from './host.js';
import { readKeywords } from './keyword-value.js';
import type { NamedTask } from './named-task.js';
import type { Outcome } from './outcome.js';
import { planOf } from './plan.js';
import { runAtHost } from './run-at-host.js';
import { tell } from './settle.js';
import { templarFor } from './templar-for.js';

/** How a task ended in the end, and whether that has been told already. */
export interface Debugged {
  readonly outcome: Outcome;
  readonly isTold: boolean;
}

/**
 * Where the keyword `debugger` or a setting wants it, a person looks at how the task ended at the host, changes its
 * arguments or variables, and has it done again as often as it takes.
 */
export async function debugTask(
  flow: Flow,
  named: NamedTask,
  host: PlayHost,
  sharers: readonly PlayHost[],
  first: Outcome,
): Promise<Debugged> {
  const { run } = flow.playRun;
  const { debugger: person } = run.settings;
  const wanted = person && wish(flow, named.task, host);
  let outcome = first;
  let task = named.task;
  const vars: Dict = new Map();
  while (person && wanted?.(outcome) && !run.stop.stopping) {
    tell(flow, named, host, outcome);
    const scope = new DebugScope({ flow, named, host, outcome, task, vars });
    const end = await oneAtATime(run).add(() => scope.talk(person));
    if (end === 'quit') run.stop.request('User interrupted execution');
    if (end !== 'redo') return { outcome, isTold: true };
    task = scope.task;
    outcome = await runAtHost(flow, { ...named, task }, host, sharers, undefined, vars);
  }
  return { outcome, isTold: false };
}

const prompts = new WeakMap<Run, PQueue>();

function oneAtATime(run: Run): PQueue {
  let queue = prompts.get(run);
  if (!queue) prompts.set(run, (queue = new PQueue({ concurrency: 1 })));
  return queue;
}

/** For which ends a person is asked; undefined for none. */
function wish(flow: Flow, task: Task, host: PlayHost): ((outcome: Outcome) => boolean) | undefined {
  const { playRun } = flow;
  const { config } = playRun.run.settings;
  const plan = planOf(task);
  const isOn =
    config.bool('ENABLE_TASK_DEBUGGER') ||
    isDebugStrategy(
      pythonText(plan.play.keywords.get('strategy')?.value ?? config.text('DEFAULT_STRATEGY') ?? ''),
    );
  const written = plan.written('debugger').length > 0;
  if (!isOn && !written) return undefined;
  const templar = templarFor({ run: playRun.run, host: host.state, playRun, task });
  const keyword = written ? readKeywords(plan, templar).text('debugger') : undefined;
  const forgives = config.bool('TASK_DEBUGGER_IGNORE_ERRORS');
  return ({ status, ignored }) => {
    const failed = status === 'failed' && !(ignored && forgives);
    if (keyword === 'always') return true;
    if (keyword === 'never') return false;
    if (keyword === 'on_skipped' && status === 'skipped') return true;
    if (keyword === 'on_failed' && failed) return true;
    if (keyword === 'on_unreachable' && status === 'unreachable') return true;
    return isOn && (failed || status === 'unreachable');
  };
}
