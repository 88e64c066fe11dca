import { isDict, type Dict } from '../core/value.js';
import { pythonText } from '../schema/index.js';

import { censored } from './censor.js';
import type { Flow } from './flow.js';
import type { PlayHost } from './host.js';
import type { NamedTask } from './named-task.js';
import { notify } from './notify.js';
import { statesBehind } from './other-nodes.js';
import { truthy, type Outcome } from './outcome.js';
import { plain } from './plain.js';
import { rememberFailure } from './remember-failure.js';
import { noteRan } from './role-once.js';

/** What a task leaves behind at a host: its registered name, notified handlers, totals, an event, perhaps a failure. */
export function settle(
  flow: Flow,
  named: NamedTask,
  host: PlayHost,
  outcome: Outcome,
  sharers: readonly PlayHost[],
  isTold = false,
): void {
  if (outcome.cutOff) return cutOff(flow, named, host, outcome);
  if (flow.rescuable && isForeign(flow, named))
    return settle({ ...flow, rescuable: false }, named, host, outcome, sharers, isTold);
  register(flow, named, outcome, sharers);
  noteRan(flow.playRun, named.task, host, outcome);
  count(flow, named, host, outcome);
  if (!isTold) tell(flow, named, host, outcome);
  if (truthy(outcome.result.get('changed')) && outcome.status !== 'failed')
    notify(flow, named, host, outcome.notify ?? []);
  if (outcome.ignored) return;
  if (outcome.status === 'unreachable') leave(flow, named, host, outcome);
  if (outcome.status === 'failed') for (const each of sharers) fail(flow, named, each, outcome);
}

/** That nobody has the task's module is no failure of the host's: no rescue makes up for it. */
const isForeign = ({ playRun }: Flow, { task }: NamedTask): boolean =>
  typeof task.action.module === 'string' && playRun.run.settings.registry.isForeign(task.action.module);

function cutOff(flow: Flow, named: NamedTask, host: PlayHost, outcome: Outcome): void {
  host.state.unknown = named.ref.name;
  host.failing = { interrupted: true };
  tell(flow, named, host, outcome);
}

function register(
  { playRun }: Flow,
  { task }: NamedTask,
  { result }: Outcome,
  sharers: readonly PlayHost[],
): void {
  const keyword = task.keywords.get('register');
  if (!keyword) return;
  const name = pythonText(keyword.value);
  const kept = withoutInternals(result);
  for (const { state } of sharers)
    for (const each of [state, ...statesBehind(playRun, state.name)])
      each.remember(each.setFacts, new Map([[name, kept]]));
}

/** `_ansible_…` keys are between module and engine, and `invocation` is for those who read the output. */
function withoutInternals(result: Dict): Dict {
  const kept: Dict = new Map();
  for (const [key, value] of result) {
    if (typeof key === 'string' && (key.startsWith('_ansible_') || key === 'invocation')) continue;
    kept.set(
      key,
      key === 'results' && Array.isArray(value)
        ? value.map((one) => (isDict(one) ? withoutInternals(one) : one))
        : value,
    );
  }
  return kept;
}

// An include_role is not counted, only what it includes; an include_tasks counts for each item.
function count(
  { rescuable }: Flow,
  { task }: NamedTask,
  { state: { totals } }: PlayHost,
  { status, ignored, result, includes }: Outcome,
): void {
  if (task.dynamic === 'include_role' && status === 'ok') return;
  if (includes.length > 1) totals.ok += includes.length - 1;
  const isBad = status === 'failed' || status === 'unreachable';
  if (status === 'skipped') totals.skipped++;
  else if (!isBad || ignored) totals.ok++;
  if (isBad && ignored) totals.ignored++;
  if ((!isBad || ignored) && status !== 'skipped' && truthy(result.get('changed'))) totals.changed++;
  if (status === 'unreachable' && !ignored) totals.unreachable++;
  if (status === 'failed' && !ignored) totals[rescuable ? 'rescued' : 'failed']++;
}

/** The event of a task's end; an include tells what it includes in its place. */
export function tell(
  { playRun, rescuable }: Flow,
  { ref }: NamedTask,
  host: PlayHost,
  outcome: Outcome,
): void {
  if (outcome.includes.length > 0) return;
  const { status, ignored, looped, noLog, showDiff, delegatedTo } = outcome;
  playRun.run.bus.emit({
    type: 'task-result',
    task: ref,
    host: host.name,
    status,
    result: plain(noLog ? censored(outcome.result) : outcome.result),
    durationMs: outcome.durationMs,
    ...(looped ? { looped } : {}),
    ...(ignored ? { ignored } : {}),
    ...(showDiff ? { showDiff } : {}),
    ...(status === 'failed' && !ignored && rescuable ? { rescued: true } : {}),
    ...(delegatedTo === undefined ? {} : { delegatedTo }),
  });
}

// Lost while a command ran: what it did cannot be known.
const midCall = new Set(['call', 'protocol', 'close']);

function leave({ playRun }: Flow, { ref }: NamedTask, host: PlayHost, { result }: Outcome): void {
  host.left = 'unreachable';
  host.state.unreachable = true;
  if (midCall.has(pythonText(result.get('_ansible_lost') ?? ''))) host.state.unknown = ref.name;
  playRun.removed.add(host.name);
}

function fail(flow: Flow, named: NamedTask, host: PlayHost, { result }: Outcome): void {
  const { playRun } = flow;
  if (!host.alive) return;
  const foreign = isForeign(flow, named);
  host.failing = foreign ? {} : { task: named.task };
  host.forgiven = false;
  if (!foreign && flow.rescuable) rememberFailure(host, named.task, result);
  // who will be rescued is of the play all the time
  if (foreign || !flow.rescuable) playRun.removed.add(host.name);
}
