/** How far a connection had come when it broke. */
export type LostPhase =
  'name' | 'connect' | 'banner' | 'hostkey' | 'auth' | 'open' | 'become' | 'call' | 'protocol' | 'close';

/** The link is gone, or never was: the host is unreachable. Never a failure of a task. */
export class ConnectionLost extends Error {
  readonly phase: LostPhase;
  /** What the user can do about it. */
  readonly hint: string | undefined;

  constructor(phase: LostPhase, message: string, hint?: string) {
    super(message);
    this.name = 'ConnectionLost';
    this.phase = phase;
    this.hint = hint;
  }
}
