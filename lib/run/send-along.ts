import type { Step, Task } from '../playbook/types.js';

import type { PlayRun } from './context.js';
import type { Flow } from './flow.js';
import { signalOf } from './flow.js';
import { isSimple, mayBeFollowed } from './goes-alone.js';
import { held } from './held.js';
import type { PlayHost } from './host.js';
import { Line } from './line.js';
import { nameTask, type NamedTask } from './named-task.js';
import type { Outcome } from './outcome.js';
import { isTemplated, planOf } from './plan.js';
import { runAtHost } from './run-at-host.js';
import { templarFor } from './templar-for.js';
import { Turn, type Chain } from './turn.js';
import { isWanted } from './wanted.js';

/** Tasks at one host that were begun before their turn, in order. */
export class Along {
  readonly #line = new Line<Task, Outcome>();

  constructor(private readonly host: PlayHost) {}

  get chain(): Chain {
    return this.#line.chain;
  }

  /** The outcome of a task whose turn has come, when it was begun already. */
  async take(task: Task): Promise<Outcome | undefined> {
    const begun = performance.now();
    const outcome = await this.#line.take(task);
    return outcome && { ...outcome, durationMs: Math.round((performance.now() - begun) * 1000) / 1000 };
  }

  /** Nothing of it is wanted any more. What may have run all the same is told as unknown. */
  async drop(): Promise<void> {
    const count = await this.#line.drop();
    if (count === 0) return;
    const { state } = this.host;
    state.unknown = `${state.unknown ?? 'the last task'} (and ${count} sent along with it)`;
  }

  /** Begins what follows, as far as it needs nothing of what is before it. */
  async follow(flow: Flow, first: Turn, task: Task): Promise<void> {
    const { steps, index } = flow.following!;
    let before = first;
    let beforeTask = task;
    for (let i = index + 1; i < steps.length && !this.chain.broken; i++) {
      const step = steps[i]!;
      if (!mayFollow(step) || !mayBeFollowed(beforeTask)) return;
      note(this.chain, beforeTask);
      if ((await before.sent) === 'alone') return;
      if (!(await isWanted(flow.playRun, step, this.host))) continue;
      await this.#line.room();
      if (this.chain.broken || !this.host.alive || signalOf(flow).aborted) return;
      before = this.#begin(flow, step);
      beforeTask = step;
    }
  }

  #begin(flow: Flow, task: Task): Turn {
    const { run } = flow.playRun;
    const turn = new Turn(this.chain, run.bus, false);
    const playRun = held(flow.playRun, turn);
    this.#line.push(task, turn, this.#runAlong({ ...flow, playRun }, task, turn));
    return turn;
  }

  async #runAlong(flow: Flow, task: Task, turn: Turn): Promise<Outcome> {
    const named = nameAlong(flow.playRun, task, this.host, turn);
    if (named === undefined) return NOTHING;
    const outcome = await runAtHost(flow, named, this.host, [this.host], turn);
    turn.tellEnd(outcome);
    return outcome;
  }
}

const NOTHING: Outcome = {
  status: 'skipped',
  result: new Map(),
  durationMs: 0,
  looped: false,
  ignored: false,
  noLog: false,
  includes: [],
};

function nameAlong(playRun: PlayRun, task: Task, host: PlayHost, turn: Turn): NamedTask | undefined {
  try {
    return nameTask(playRun, task, () =>
      templarFor({ run: playRun.run, host: host.state, playRun, task, turn }),
    );
  } catch (error) {
    if (turn.isVoid) return undefined;
    throw error;
  }
}

/** A task that can be first in a chain, at a host that goes its own way. */
export function canLead(flow: Flow, task: Task, hosts: readonly PlayHost[]): boolean {
  const { playRun, following } = flow;
  const { settings, started } = playRun.run;
  if (following === undefined || !settings.sendAlong || !started || settings.step !== undefined) return false;
  if (hosts.length !== 1 || (playRun.lockStep && playRun.batch.length > 1)) return false;
  return isPlain(task) && mayBeFollowed(task);
}

const mayFollow = (step: Step): step is Task => step.kind === 'task' && isPlain(step);

/** Its keywords ask for nothing that has to do with time, other hosts or more than one run. */
function isPlain(task: Task): boolean {
  let known = plain.get(task);
  if (known === undefined) plain.set(task, (known = looksPlain(task)));
  return known;
}

const plain = new WeakMap<Task, boolean>();

function looksPlain(task: Task): boolean {
  return !task.loop && !task.handler && isSimple(task) && !planOf(task).tags.some(isTemplated);
}

function note(chain: Chain, task: Task): void {
  const register = task.keywords.get('register')?.value;
  if (typeof register === 'string') chain.registered.add(register);
}
