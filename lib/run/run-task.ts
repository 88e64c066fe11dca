import type { Task } from '../playbook/types.js';
import { plainName } from '../playbook/index.js';
import type { Templar } from '../template/index.js';

import type { PlayRun } from './context.js';
import { debugTask } from './debug-task.js';
import { anyErrorsFatal, failAll, isFatal, tooManyFailed } from './fatal.js';
import type { Flow } from './flow.js';
import type { PlayHost } from './host.js';
import { readKeywords, type KeywordReader } from './keyword-value.js';
import { nameTask, type NamedTask } from './named-task.js';
import type { Outcome } from './outcome.js';
import { planOf } from './plan.js';
import { runAtHost } from './run-at-host.js';
import { runIncludes } from './run-includes.js';
import { runMeta } from './run-meta.js';
import { Along, canLead } from './send-along.js';
import { settle } from './settle.js';
import { Slots } from './slots.js';
import { isWanted } from './wanted.js';
import { templarFor } from './templar-for.js';
import { Turn } from './turn.js';

/** Modules that act on the run itself: once for all hosts. */
const onceForAll = new Set(['add_host', 'pause']);

/** Runs a task at all given hosts, as many at a time as `forks` and `throttle` allow. */
export async function runTask(flow: Flow, task: Task, hosts: readonly PlayHost[]): Promise<void> {
  const { playRun } = flow;
  if (!(await isWanted(playRun, task, hosts[0]!))) return;
  const keywords = new FirstKeywords(playRun, task, hosts[0]!);
  const named = nameTask(playRun, task, () => keywords.templar);
  const module = plainName(named.ref.module);
  if (module === 'meta') return runMeta(flow, named, hosts);
  const runOnce = flow.playRun.lockStep && (keywords.read('run_once')?.bool('run_once') ?? false);
  const doers = runOnce || onceForAll.has(module) ? hosts.slice(0, 1) : hosts;
  playRun.run.bus.emit({
    type: 'task-start',
    playId: playRun.id,
    task: named.ref,
    hosts: doers.map((host) => host.name),
  });
  const limit = throttleOf(flow, task, keywords);
  const outcomes = await Promise.all(
    doers.map((host) => runOne(flow, named, host, runOnce ? sharersOf(flow) : [host], limit)),
  );
  if (!flow.rescuable && tooManyFailed(playRun)) failAll(flow, 2);
  else if (outcomes.some((outcome) => isFatal(outcome, runOnce, flow, task))) failAll(flow);
  if (task.dynamic !== undefined)
    await runIncludes(flow, named, doers, outcomes, () => {
      if (!flow.rescuable && (runOnce || anyErrorsFatal(flow, task))) failAll(flow);
    });
}

/** What one host does once is told to all of the batch but those that were lost, also to those that were not asked. */
const sharersOf = ({ playRun: { batch } }: Flow): readonly PlayHost[] =>
  batch.filter((host) => host.left !== 'unreachable');

type Limit = <T>(work: () => Promise<T>) => Promise<T>;

async function runOne(
  flow: Flow,
  named: NamedTask,
  host: PlayHost,
  sharers: readonly PlayHost[],
  limit: Limit,
): Promise<Outcome> {
  const { onSpan } = flow.playRun.run.settings;
  const asked = performance.now();
  return limit(async () => {
    const begun = performance.now();
    flow.playRun.run.bus.emit({ type: 'host-start', task: named.ref, host: host.name });
    const ended = await runHere(flow, named, host, sharers);
    const { outcome, isTold } = await debugTask(flow, named, host, sharers, ended);
    settle(flow, named, host, outcome, sharers, isTold);
    const about = { host: host.name, task: named.ref.name };
    onSpan?.({ kind: 'slot', ...about, start: asked, duration: begun - asked });
    onSpan?.({ kind: 'task', ...about, start: begun, duration: performance.now() - begun });
    if (!host.alive) await host.along?.drop();
    return outcome;
  });
}

/** Where the task was sent along with others its outcome is on the way; else it may be the one that takes others along. */
async function runHere(
  flow: Flow,
  named: NamedTask,
  host: PlayHost,
  sharers: readonly PlayHost[],
): Promise<Outcome> {
  const before = host.along as Along | undefined;
  const sent = await before?.take(named.task);
  if (sent) return sent;
  await before?.drop();
  host.along = undefined;
  if (!canLead(flow, named.task, sharers)) return runAtHost(flow, named, host, sharers);
  const along = new Along(host);
  host.along = along;
  const turn = new Turn(along.chain, flow.playRun.run.bus, true);
  void along.follow(flow, turn, named.task);
  const outcome = await runAtHost(flow, named, host, sharers, turn);
  turn.tellEnd(outcome);
  return outcome;
}

/** The innermost `throttle` counts, within `forks`. */
function throttleOf({ playRun }: Flow, task: Task, keywords: FirstKeywords): Limit {
  const { forks } = playRun.run;
  const throttle = keywords.read('throttle')?.number('throttle');
  if (throttle === undefined || throttle <= 0) return (work) => forks.run(work);
  const own = playRun.throttles.get(task) ?? new Slots(throttle);
  playRun.throttles.set(task, own);
  return (work) => own.run(() => forks.run(work));
}

/** Keywords as the first host reads them, who seldom has to. */
class FirstKeywords {
  private made: Templar | undefined;

  constructor(
    private readonly playRun: PlayRun,
    private readonly task: Task,
    private readonly host: PlayHost,
  ) {}

  get templar(): Templar {
    const { playRun, task, host } = this;
    return (this.made ??= templarFor({ run: playRun.run, host: host.state, playRun, task }));
  }

  /** Undefined when the keyword is written nowhere. */
  read(name: string): KeywordReader | undefined {
    const plan = planOf(this.task);
    return plan.written(name).length > 0 ? readKeywords(plan, this.templar) : undefined;
  }
}
