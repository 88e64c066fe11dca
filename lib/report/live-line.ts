import { formatDuration } from './duration.js';
import type { Output } from './reporter.js';

/** One line at the bottom of a terminal that says what is going on and for how long; nothing elsewhere. */
export class LiveLine {
  #what: string | undefined;
  #since = 0;
  #shown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly output: Output,
    readonly now: () => number = Date.now,
  ) {}

  /** What is going on; undefined when nothing is. */
  show(what: string | undefined, since: number = this.now()): void {
    if (!this.output.isTTY) return;
    this.#what = what;
    this.#since = since;
    if (what === undefined) this.stop();
    else this.#timer ??= setInterval(() => this.#draw(), 100).unref();
  }

  /** Prints above the line. */
  print(text: string): void {
    this.#clear();
    this.output.write(text);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  // short tasks never flicker: the line appears after half a second
  #draw(): void {
    const elapsed = this.now() - this.#since;
    if (this.#what === undefined || elapsed < 500 || this.output.isHeld) return;
    const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[Math.floor(elapsed / 100) % 10]!;
    const line = `${spinner} ${this.#what} ${formatDuration(elapsed)}`;
    this.output.write(`\r\u001b[2K${line.slice(0, (this.output.columns ?? 80) - 1)}`);
    this.#shown = true;
  }

  #clear(): void {
    if (this.#shown) this.output.write('\r\u001b[2K');
    this.#shown = false;
  }
}
