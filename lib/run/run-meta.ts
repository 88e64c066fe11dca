import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { pythonText } from '../schema/index.js';

import { checkWhen } from './check-when.js';
import { errorResult } from './error-result.js';
import type { Flow } from './flow.js';
import { doneWords, skippedWords } from './meta-words.js';
import { flushHandlers } from './handlers.js';
import type { PlayHost } from './host.js';
import { readKeywords } from './keyword-value.js';
import { targetOf } from './module-context.js';
import type { NamedTask } from './named-task.js';
import { planOf } from './plan.js';
import { plain } from './plain.js';
import { rememberFailure } from './remember-failure.js';
import { templarFor } from './templar-for.js';

type Meta = (flow: Flow, hosts: readonly PlayHost[], named: NamedTask) => Promise<void> | void;

/** What `meta:` can ask of the run itself. */
const metas: Readonly<Record<string, Meta>> = {
  noop: () => undefined,
  flush_handlers: (flow, hosts) => flushHandlers(flow, hosts),
  end_host: ({ playRun }, hosts) => {
    end(hosts);
    for (const host of hosts) playRun.removed.add(host.name);
  },
  end_batch: ({ playRun }) => end(playRun.batch),
  end_play: ({ playRun }) => {
    playRun.ended = true;
    end(playRun.batch);
  },
  clear_facts: (flow, hosts) => clearFacts(flow, hosts),
  clear_host_errors: ({ playRun }) => clearErrors(playRun),
  refresh_inventory: ({ playRun }) => playRun.run.inventory.refresh(),
  reset_connection: (flow, hosts, named) => resetConnections(flow, hosts, named),
};

/** These do what they do whatever their `when` says, as in Ansible. */
const unconditional = new Set(['noop', 'refresh_inventory', 'reset_connection']);

/** These are told and asked of every host; the others of the first, for all. */
const hostByHost = new Set(['noop', 'end_host', 'flush_handlers', 'reset_connection']);

/** The names that `meta:` takes. */
export const metaNames: readonly string[] = Object.keys(metas);

/** Conditions hold per host; those that act on all hosts look at the first host's. */
export async function runMeta(flow: Flow, named: NamedTask, hosts: readonly PlayHost[]): Promise<void> {
  const { playRun } = flow;
  const word = pythonText(named.task.action.args.get('_raw_params') ?? '').trim();
  const meta = Object.hasOwn(metas, word) ? metas[word] : undefined;
  if (!meta) throw unknownMeta(word, named);
  const perHost = hostByHost.has(word);
  const asked = perHost ? hosts : hosts.slice(0, 1);
  const agreed = asked.filter((host) => {
    const told = perHost ? [host] : hosts;
    playRun.run.bus.emit({
      type: 'task-start',
      playId: playRun.id,
      task: named.ref,
      hosts: told.map(({ name }) => name),
    });
    return holds(flow, named, host, word);
  });
  if (agreed.length === 0) return;
  await meta(flow, perHost ? agreed : hosts, named);
  for (const { name } of perHost ? agreed : asked) say(flow, named, doneWords(word, name));
}

const say = ({ playRun }: Flow, { ref }: NamedTask, message: string): void =>
  playRun.run.bus.emit({ type: 'meta', task: ref, message });

function holds(flow: Flow, named: NamedTask, host: PlayHost, word: string): boolean {
  const { playRun } = flow;
  if (unconditional.has(word)) {
    if (planOf(named.task).when.length > 0)
      playRun.run.bus.warn(`${word} task does not support when conditional`);
    return true;
  }
  try {
    const skipped = checkWhen(
      planOf(named.task),
      templarFor({ run: playRun.run, host: host.state, playRun, task: named.task }),
    );
    if (!skipped) return true;
    const reason = `${word} conditional evaluated to False, ${skippedWords(word, host.name)}`;
    skipped.set('skip_reason', reason);
    say(flow, named, reason);
    tell(flow, named, host, 'skipped', skipped);
    return false;
  } catch (error) {
    const result = errorResult(error);
    host.state.totals.failed++;
    host.failing = { task: named.task };
    if (flow.rescuable) rememberFailure(host, named.task, result);
    tell(flow, named, host, 'failed', result);
    return false;
  }
}

function tell(
  { playRun }: Flow,
  { ref }: NamedTask,
  host: PlayHost,
  status: 'skipped' | 'failed',
  result: Parameters<typeof plain>[0],
): void {
  playRun.run.bus.emit({
    type: 'task-result',
    task: ref,
    host: host.name,
    status,
    result: plain(result),
    durationMs: 0,
  });
}

function end(hosts: readonly PlayHost[]): void {
  for (const host of hosts) host.left ??= 'ended';
}

function clearFacts({ playRun }: Flow, hosts: readonly PlayHost[]): void {
  for (const { state } of hosts) {
    state.facts = new Map();
    state.ownFacts = new Map();
    state.gathered = false;
    state.revision++;
    playRun.run.settings.factCache.delete(state.name);
  }
}

function clearErrors(playRun: Flow['playRun']): void {
  const { run, batch } = playRun;
  if (playRun.broken) playRun.broken = playRun.ended = false;
  for (const host of batch) host.forgiven = true;
  for (const state of run.hosts.values()) {
    state.failed = false;
    state.unreachable = false;
  }
}

async function resetConnections(
  flow: Flow,
  hosts: readonly PlayHost[],
  { task, ref }: NamedTask,
): Promise<void> {
  const { playRun } = flow;
  for (const host of hosts) {
    const templar = templarFor({ run: playRun.run, host: host.state, playRun, task });
    const plan = planOf(task);
    const keywords = readKeywords(plan, templar);
    const at = {
      flow,
      task,
      named: { task, ref },
      plan,
      host,
      templar,
      sharers: [host],
      loopVars: new Map(),
    };
    await playRun.run.connections.reset(targetOf(at, { delegate: undefined, keywords }).host);
  }
}

function unknownMeta(word: string, { task }: NamedTask): TsplayError {
  return new TsplayError({
    code: 'unknown-meta',
    message: `invalid meta action requested: ${word}`,
    at: task.at,
    hint: didYouMean(word, Object.keys(metas)),
  });
}
