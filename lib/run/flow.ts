import type { Step } from '../playbook/types.js';

import type { PlayRun } from './context.js';

/** Where in the play a list of steps runs. */
export interface Flow {
  readonly playRun: PlayRun;
  /** A rescue further out takes a failure here. */
  readonly rescuable: boolean;
  /** In an `always` section: runs even while the run is being stopped. */
  readonly cleanup: boolean;
  /** The steps that the one at hand is part of, and its place. */
  readonly following?: { readonly steps: readonly Step[]; readonly index: number };
}

/** Aborted when steps of this flow must not go on. */
export function signalOf({ playRun, cleanup }: Flow): AbortSignal {
  const { stop } = playRun.run;
  return cleanup ? stop.now : stop.signal;
}
