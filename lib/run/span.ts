/**
 * A stretch of a run's time at one host. `task` is the whole task; inside it `slot` (waiting for one of the forks),
 * `prepare` (conditions, templates, the module's part here), `trip` (a script sent until its answer is here) and in
 * that `host` (the host's shell was at it).
 */
export interface Span {
  readonly kind: 'task' | 'slot' | 'prepare' | 'trip' | 'host';
  readonly host: string;
  readonly task: string;
  /** Milliseconds since the process began. */
  readonly start: number;
  readonly duration: number;
}

export type SpanListener = (span: Span) => void;
