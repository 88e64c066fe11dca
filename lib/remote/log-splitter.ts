/**
 * Cuts the session's stderr at the end marks of the calls. Keeps the first bytes of each call's log, counts the
 * rest.
 */
export class LogSplitter {
  readonly #mark: Buffer;
  readonly #onEnd: (sequence: number, log: Buffer) => void;
  #parts: Buffer[] = [];
  #kept = 0;
  #size = 0;
  #pending: Buffer = Buffer.alloc(0);

  constructor(nonce: string, onEnd: (sequence: number, log: Buffer) => void) {
    this.#mark = Buffer.from(`${nonce}.`, 'latin1');
    this.#onEnd = onEnd;
  }

  push(chunk: Buffer): void {
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const at = rest.indexOf(this.#mark);
      const newline = at < 0 ? -1 : rest.indexOf(0x0a, at);
      if (at >= 0 && newline < 0) break;
      if (at < 0) {
        const held = Math.min(rest.length, this.#mark.length - 1);
        this.#take(rest.subarray(0, rest.length - held));
        rest = rest.subarray(rest.length - held);
        break;
      }
      this.#take(rest.subarray(0, at));
      const sequence = Number(rest.toString('latin1', at + this.#mark.length, newline).split(' ')[0]);
      rest = rest.subarray(newline + 1);
      this.#onEnd(sequence, this.take());
    }
    this.#pending = Buffer.from(rest);
  }

  /** What was said since the last end mark. */
  take(): Buffer {
    const omitted = this.#size - this.#kept;
    if (omitted > 0) this.#parts.push(Buffer.from(`\n[${omitted} more bytes not kept]\n`));
    const log = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#kept = 0;
    this.#size = 0;
    return log;
  }

  #take(bytes: Buffer): void {
    this.#size += bytes.length;
    const kept = bytes.subarray(0, Math.max(0, KEPT_LOG - this.#kept));
    if (kept.length === 0) return;
    this.#parts.push(Buffer.from(kept));
    this.#kept += kept.length;
  }
}

const KEPT_LOG = 1_000_000;
