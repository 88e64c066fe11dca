import { setMaxListeners } from 'node:events';

/** How a run is told to end early: the first signal stops gently, the second at once. */
export class Stop {
  private readonly gentle = new AbortController();
  private readonly hard = new AbortController();
  reason: string | undefined;

  // every script on its way listens
  constructor() {
    setMaxListeners(0, this.gentle.signal, this.hard.signal);
  }

  /** Aborted by the first request: what runs on hosts is stopped, `always` sections still run. */
  get signal(): AbortSignal {
    return this.gentle.signal;
  }

  /** Aborted by the second request: nothing more is begun. */
  get now(): AbortSignal {
    return this.hard.signal;
  }

  get stopping(): boolean {
    return this.gentle.signal.aborted;
  }

  request(reason: string): void {
    this.reason ??= reason;
    if (this.stopping) this.hard.abort();
    else this.gentle.abort();
  }
}
