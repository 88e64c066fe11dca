import type { Config } from '../config/index.js';
import type { Event } from '../core/event.js';

/** Something that is told every event of a run; what it prints is a function of them alone. */
export interface Reporter {
  readonly onEvent: (event: Event) => void;
  /** After the last event: takes away whatever is only shown while a run lasts. */
  readonly close: () => void;
}

/** Where a reporter writes; `process.stdout` fits. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Somebody is being asked on the same terminal. */
  readonly isHeld?: boolean;
}

export interface ReporterOptions {
  readonly output: Output;
  /** Where warnings and errors go; standard error unless told. */
  readonly errors?: Output;
  /** Settings of outputs that are like Ansible's. */
  readonly config?: Config;
  readonly color: boolean;
  /** 0 is normal; 1 also shows skipped tasks and whole results. */
  readonly verbosity: number;
}
