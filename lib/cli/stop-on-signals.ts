import { constants } from 'node:os';

/** Aborts when the user or the system asks for an end; the second time at once. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly now: AbortSignal;
  /** 130, 143 or 129 once a signal came. */
  readonly exitCode: number | undefined;
  readonly dispose: () => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function stopOnSignals(): Stop {
  const gently = new AbortController();
  const atOnce = new AbortController();
  let exitCode: number | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    exitCode ??= 128 + constants.signals[name];
    if (gently.signal.aborted) atOnce.abort(new Error(`second ${name}`));
    else gently.abort(new Error(name === 'SIGINT' ? 'Ctrl-C (again = now)' : name));
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: gently.signal,
    now: atOnce.signal,
    get exitCode() {
      return exitCode;
    },
    dispose: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
