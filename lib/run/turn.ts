import type { EventBody } from '../core/event.js';
import type { Call, Reply, TextFile } from '../remote/call.js';
import type { Session } from '../remote/session.js';

import type { Bus } from './bus.js';
import type { Outcome } from './outcome.js';

/** A run of tasks at one host whose scripts travel together. */
export interface Chain {
  readonly id: string;
  /** Names that tasks of the chain register: who needs one has to wait for it. */
  readonly registered: Set<string>;
  /** The session of the first; all others must use the same. */
  session: Session | undefined;
  /** The same while it is being opened. */
  opening: Promise<Session> | undefined;
  /** Something did not go as expected: nothing more is sent along. */
  broken: boolean;
}

let chains = 0;

export const newChain = (): Chain => ({
  id: String(++chains),
  registered: new Set(),
  session: undefined,
  opening: undefined,
  broken: false,
});

/** Shells of another user, or in another place, than our files are for: they would never run what is made from one. */
const blind = new WeakSet<Session>();

/** How far a task came: its script is on the way, it has none to send, or nothing can be sent behind it. */
export type Sent = 'sent' | 'skipped' | 'alone';

/**
 * When a task may do what. A task that is sent along gets as far as its script by what is known already, and then
 * waits for its turn: what it says and decides is said and decided as if it had only been begun now.
 */
export class Turn {
  readonly sent: Promise<Sent>;
  readonly #come: Promise<void>;
  readonly #held: EventBody[] = [];
  #tellSent!: (how: Sent) => void;
  #tellCome!: () => void;
  #drop!: (reason: Error) => void;
  #reply: Promise<Reply> | undefined;
  #madeFrom: TextFile | undefined;
  /** It needed what only the tasks before it can tell, and is to be begun again when its turn comes. */
  isVoid = false;

  constructor(
    readonly chain: Chain,
    private readonly bus: Pick<Bus, 'emit'>,
    /** The first of a chain does not wait. */
    public isOpen: boolean,
  ) {
    this.sent = new Promise((resolve) => (this.#tellSent = resolve));
    this.#come = new Promise((resolve, reject) => {
      this.#tellCome = resolve;
      this.#drop = reject;
    });
    this.#come.catch(() => undefined);
  }

  /** Its turn: what it had to say meanwhile is said. */
  open(): void {
    this.isOpen = true;
    for (const body of this.#held.splice(0)) this.bus.emit(body);
    this.#tellCome();
  }

  /** It will not be: true when its script has run all the same, or may have. */
  async discard(): Promise<boolean> {
    this.isVoid = true;
    this.#drop(new NotYet());
    const ended = await this.#howEnded();
    return ended !== undefined && !isUnrun(ended);
  }

  emit(body: EventBody): void {
    if (this.isOpen) this.bus.emit(body);
    else this.#held.push(body);
  }

  /** For what cannot be known before the turn. */
  need(): void {
    if (this.isOpen) return;
    this.isVoid = true;
    this.#tellSent('alone');
    throw new NotYet();
  }

  /** What it sends is made from a file of this machine as that is now: the host looks whether it still is. */
  makeFrom(file: TextFile): void {
    const { session } = this.chain;
    if (session !== undefined && blind.has(session)) this.need();
    this.#madeFrom = file;
  }

  get madeFrom(): TextFile | undefined {
    return this.#madeFrom;
  }

  /**
   * Asked at its turn, before it is opened: has it to be begun again? What was made from a file has when it was not run,
   * for whatever reason.
   */
  async isOutdated(): Promise<boolean> {
    if (this.#madeFrom === undefined || this.isVoid) return this.isVoid;
    await this.sent;
    const ended = await this.#howEnded();
    const { session } = this.chain;
    if (ended === 'outdated' && session !== undefined) blind.add(session);
    this.isVoid ||= ended === undefined || isUnrun(ended);
    if (this.isVoid) this.#drop(new NotYet());
    return this.isVoid;
  }

  /** Of its script, if there is one on the way. */
  async #howEnded(): Promise<Ended | undefined> {
    return this.#reply?.then(
      (reply) => reply.ended,
      () => 'lost',
    );
  }

  /** Called with every name that is looked up. */
  watch(name: string): void {
    const { registered } = this.chain;
    if (registered.size > 0 && (registered.has(name) || name === 'vars' || name === 'hostvars')) this.need();
  }

  /** The same, where one can wait. */
  async come(): Promise<void> {
    if (this.isOpen) return;
    if (this.#madeFrom !== undefined) this.need();
    await this.#come;
  }

  /** Ended, perhaps without a script: what follows may go on behind a task that was skipped, no other. */
  tellEnd({ status }: Pick<Outcome, 'status'>): void {
    this.#tellSent(status === 'skipped' && !this.isVoid ? 'skipped' : 'alone');
  }

  /** Sends the script: at its turn, or along with those before it. */
  async call(call: Call, isLast: boolean, open: () => Promise<Session>): Promise<Reply> {
    const { chain } = this;
    if (this.isOpen && isLast && !chain.broken && !this.isVoid) return this.#open(call, open);
    if (!this.isOpen && isLast && chain.opening !== undefined && this.#opensSame(open)) {
      const notOpened = (): Reply => NOT_RUN;
      this.#reply = chain.opening.then((session) => this.#follow(call, session), notOpened);
    } else {
      const session = await this.#sessionFor(isLast, open);
      if (this.isOpen) return isLast && !chain.broken ? this.#lead(call, session) : session.call(call);
      this.#reply = this.#follow(call, session);
    }
    this.#reply.catch(() => undefined);
    this.#tellSent('sent');
    await this.#come;
    const reply = await this.#reply;
    if (reply.ended !== 'not-run') return reply;
    chain.broken = true;
    return (await open()).call(call);
  }

  /** Those behind it get ready while its session is being opened; it asks first, so that it is the first to be sent. */
  #open(call: Call, open: () => Promise<Session>): Promise<Reply> {
    const { chain } = this;
    chain.opening = open();
    const reply = chain.opening.then((session) => this.#lead(call, session));
    const end = (): void => void (chain.opening = undefined);
    chain.opening.then(end, end);
    this.#tellSent('sent');
    return reply;
  }

  #lead(call: Call, session: Session): Promise<Reply> {
    const { chain } = this;
    chain.session = session;
    const reply = session.call({ ...call, chain: { id: chain.id, follows: false } });
    this.#tellSent('sent');
    return reply;
  }

  #follow(call: Call, session: Session): Promise<Reply> {
    const { chain } = this;
    if (this.isVoid || chain.broken) return Promise.resolve(NOT_RUN);
    return session.call({ ...call, chain: { id: chain.id, follows: true, madeFrom: this.#madeFrom } });
  }

  #opensSame(open: () => Promise<Session>): boolean {
    const opening = open();
    opening.catch(() => undefined);
    return opening === this.chain.opening && !this.isVoid;
  }

  async #sessionFor(isLast: boolean, open: () => Promise<Session>): Promise<Session> {
    if (this.isVoid) throw new NotYet();
    if (!isLast) await this.come();
    const session = await this.#openEarly(open);
    const goesAlong = session === this.chain.session && !session.lost && !this.chain.broken;
    if (!this.isOpen && !goesAlong) await this.come();
    if (this.isVoid) throw new NotYet();
    return session;
  }

  // what keeps a session from opening now (a user that is not there yet) may be made by a task before it
  async #openEarly(open: () => Promise<Session>): Promise<Session> {
    if (this.isOpen) return open();
    return open().catch(async () => {
      await this.come();
      return open();
    });
  }
}

type Ended = Reply['ended'] | 'lost';

const isUnrun = (ended: Ended): boolean => ended === 'not-run' || ended === 'outdated';

const NOT_RUN: Reply = { frames: [], exitCode: -1, log: new Uint8Array(), durationMs: 0, ended: 'not-run' };

/** Never seen by users: the task is begun again at its turn. */
class NotYet extends Error {}
