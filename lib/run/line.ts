import { newChain, type Chain, type Turn } from './turn.js';

/** How many may be on their way at most. */
const WINDOW = 32;

interface Begun<Key, Outcome> {
  readonly key: Key;
  readonly turn: Turn;
  readonly outcome: Promise<Outcome>;
}

/** What was begun at one host before its turn, tasks or items of a loop, in order. */
export class Line<Key, Outcome> {
  readonly chain: Chain = newChain();
  readonly #begun: Begun<Key, Outcome>[] = [];
  #tellRoom: (() => void) | undefined;

  /** Waits until one more may be begun. */
  async room(): Promise<void> {
    if (this.#begun.length >= WINDOW) await new Promise<void>((resolve) => (this.#tellRoom = resolve));
  }

  push(key: Key, turn: Turn, outcome: Promise<Outcome>): void {
    outcome.catch(() => undefined);
    this.#begun.push({ key, turn, outcome });
  }

  /** The outcome of what has its turn now, when it was begun and needs not be begun again. */
  async take(key: Key): Promise<Outcome | undefined> {
    const next = this.#begun[0];
    if (!next || next.key !== key || this.chain.broken) return undefined;
    this.#begun.shift();
    this.#tellRoom?.();
    if (await next.turn.isOutdated()) return undefined;
    next.turn.open();
    const outcome = await next.outcome;
    return next.turn.isVoid ? undefined : outcome;
  }

  /** Nothing of it is wanted any more: how many may have run all the same. */
  async drop(): Promise<number> {
    this.chain.broken = true;
    this.#tellRoom?.();
    const ran = await Promise.all(this.#begun.splice(0).map(({ turn }) => turn.discard()));
    return ran.filter(Boolean).length;
  }
}
