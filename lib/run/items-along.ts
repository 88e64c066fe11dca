import { signalOf } from './flow.js';
import { goesAlone } from './goes-alone.js';
import { held } from './held.js';
import { loopControl, type LoopItem } from './loop-items.js';
import type { TaskAtHost } from './run-at-host.js';
import { runItem, type ItemOutcome } from './run-item.js';
import { statusOf } from './outcome.js';
import { newChain, Turn, WINDOW, type Chain } from './turn.js';

/** The items of a loop at one host: those that need nothing of each other travel together, as tasks do. */
export class ItemsAlong {
  private chain: Chain = newChain();
  private readonly waiting: { readonly turn: Turn; readonly outcome: Promise<ItemOutcome> }[] = [];
  private room: (() => void) | undefined;
  private readonly together: boolean;

  constructor(
    private readonly at: TaskAtHost,
    private readonly items: readonly LoopItem[],
  ) {
    this.together = at.flow.playRun.run.settings.sendAlong && items.length > 1 && mayGoTogether(at);
  }

  /** The outcome of an item whose turn has come. Items are asked for in order. */
  async run(index: number): Promise<ItemOutcome> {
    if (!this.together) return this.begin(index);
    const begun = await this.take();
    if (begun) return begun;
    await this.drop();
    this.chain = newChain();
    const turn = new Turn(this.chain, this.at.flow.playRun.run.bus, true);
    void this.follow(index, turn);
    return this.end(index, turn);
  }

  /** Nothing that is still on its way is wanted. */
  async drop(): Promise<void> {
    this.chain.broken = true;
    this.room?.();
    await Promise.all(this.waiting.splice(0).map(({ turn }) => turn.discard()));
  }

  private async take(): Promise<ItemOutcome | undefined> {
    if (this.chain.broken) return undefined;
    const next = this.waiting.shift();
    this.room?.();
    if (!next || (await next.turn.isOutdated())) return undefined;
    next.turn.open();
    const outcome = await next.outcome;
    return next.turn.isVoid ? undefined : outcome;
  }

  private async follow(first: number, leader: Turn): Promise<void> {
    const { chain, at } = this;
    let before = leader;
    for (let index = first + 1; index < this.items.length; index++) {
      if ((await before.sent) === 'alone') return;
      if (this.waiting.length >= WINDOW) await new Promise<void>((resolve) => (this.room = resolve));
      if (chain.broken || !at.host.alive || signalOf(at.flow).aborted) return;
      before = new Turn(chain, at.flow.playRun.run.bus, false);
      const outcome = this.end(index, before);
      outcome.catch(() => undefined);
      this.waiting.push({ turn: before, outcome });
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
