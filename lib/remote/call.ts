/** A value a script sees as a shell variable (or as `each_name` for a list). */
export type Param = string | number | boolean | readonly string[] | undefined;

/** One script, to be run once at the far end. */
export interface Call {
  readonly script: string;
  readonly params: Readonly<Record<string, Param>>;
  /**
   * All that the script does is to run this program as the prelude's `run_program` does: where no environment has to be
   * set first, the shell is told only that.
   */
  readonly program?: readonly string[] | undefined;
  readonly mode: 'apply' | 'check';
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal;
  /** Bytes kept of every data frame and of each stream of `data_out`; the rest is counted. Default 10 MB. */
  readonly keepBytes?: number;
  /** A run of calls that travel together: one that follows runs only when all before it in the chain went well. */
  readonly chain?: CallInChain | undefined;
  /** Called as frames come in, so that a long task can tell how far it is. */
  onFrame?(frame: Frame): void;
}

export interface CallInChain {
  readonly id: string;
  readonly follows: boolean;
  /** One that follows runs only while this is so at the host, too: the script was made from it. */
  readonly madeFrom?: TextFile | undefined;
}

/** A small text file, found where others before it are not. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly absent: readonly string[];
}

/** What a script says, in order. `omitted` counts bytes that were cut off the value. */
export type Frame =
  | { readonly kind: 'change'; readonly key: string; readonly before: Uint8Array; readonly after: Uint8Array }
  | { readonly kind: 'data'; readonly key: string; readonly value: Uint8Array; readonly omitted?: number }
  | { readonly kind: 'warn'; readonly text: string }
  | { readonly kind: 'fail'; readonly text: string }
  | { readonly kind: 'progress'; readonly text: string };

export interface Reply {
  readonly frames: readonly Frame[];
  readonly exitCode: number;
  /** Stray stdout and stderr of the script, capped; never parsed. */
  readonly log: Uint8Array;
  readonly durationMs: number;
  /**
   * `timeout` and `cancelled`: the script was killed; what it had done is not known. `not-run`: a call before it in
   * its chain did not go well. `outdated`: not run, the file that it was made from is another there.
   */
  readonly ended: 'done' | 'timeout' | 'cancelled' | 'not-run' | 'outdated';
}
