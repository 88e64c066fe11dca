import type { Dict } from '../core/value.js';

import { signalOf } from './flow.js';
import { goesAlone } from './goes-alone.js';
import { held } from './held.js';
import { Line } from './line.js';
import { loopControl, type LoopItem } from './loop-items.js';
import type { TaskAtHost } from './run-at-host.js';
import { runItem, type ItemOutcome } from './run-item.js';
import { statusOf } from './outcome.js';
import { Turn } from './turn.js';

/** The items of a loop at one host: those that need nothing of each other travel together, as tasks do. */
export class ItemsAlong {
  private line = new Line<number, ItemOutcome>();
  private readonly together: boolean;

  constructor(
    private at: TaskAtHost,
    private readonly items: readonly LoopItem[],
  ) {
    this.together = at.flow.playRun.run.settings.sendAlong && items.length > 1 && mayGoTogether(at);
  }

  /** The outcome of an item whose turn has come. Items are asked for in order. */
  async run(index: number): Promise<ItemOutcome> {
    if (!this.together) return this.begin(index);
    const begun = await this.line.take(index);
    if (begun) return begun;
    await this.drop();
    this.line = new Line();
    const turn = new Turn(this.line.chain, this.at.flow.playRun.run.bus, true);
    void this.follow(this.line, index, turn);
    return this.end(index, turn);
  }

  /** What an item set at another host is known to those behind it. */
  carry(facts: Dict): void {
    this.at = { ...this.at, templar: this.at.templar.with(facts) };
  }

  /** Nothing that is still on its way is wanted. */
  async drop(): Promise<void> {
    await this.line.drop();
  }

  private async follow(line: Line<number, ItemOutcome>, first: number, leader: Turn): Promise<void> {
    const { at } = this;
    let before = leader;
    for (let index = first + 1; index < this.items.length; index++) {
      if ((await before.sent) === 'alone') return;
      await line.room();
      if (line.chain.broken || !at.host.alive || signalOf(at.flow).aborted) return;
      before = new Turn(line.chain, at.flow.playRun.run.bus, false);
      line.push(index, before, this.end(index, before));
    }
  }

  private async end(index: number, turn: Turn): Promise<ItemOutcome> {
    const outcome = await this.begin(index, turn);
    turn.tellEnd({ status: statusOf(outcome.result) });
    return outcome;
  }

  private begin(index: number, turn?: Turn): Promise<ItemOutcome> {
    const { at } = this;
    const item = this.items[index]!;
    const early = turn !== undefined && !turn.isOpen;
    const templar = at.templar.with(item.vars, early ? { noticeImpure: () => turn.need() } : {});
    const flow = early ? { ...at.flow, playRun: held(at.flow.playRun, turn) } : at.flow;
    return runItem({ ...at, flow, templar, loopVars: item.vars, turn }, templar, undefined, item);
  }
}

const mayGoTogether = (at: TaskAtHost): boolean =>
  at.turn === undefined && !goesAlone(at.task) && !(loopControl(at).pauseSeconds > 0);
