import type { SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import { withExcerpt } from './excerpt.js';

/** Collects the mistakes of all files, so that they are shown together. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  add(code: string, message: string, at: SourcePos, hint?: string): void {
    this.#problems.push(withExcerpt({ code, message, at, hint }));
  }

  warn(code: string, message: string, at: SourcePos, hint?: string): void {
    this.#problems.push(withExcerpt({ code, message, at, hint, severity: 'warning' }));
  }

  /** Runs `read`; the mistakes it throws are kept, those without a place at `at`, and the answer is undefined. */
  collect<T>(read: () => T, at?: SourcePos): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TsplayError)) throw error;
      for (const one of error.problems)
        this.#problems.push(one.at || !at ? one : withExcerpt({ ...one, at }));
      return undefined;
    }
  }

  get warnings(): readonly Problem[] {
    return this.#problems.filter((problem) => problem.severity === 'warning');
  }

  get errors(): readonly Problem[] {
    return this.#problems.filter((problem) => problem.severity !== 'warning');
  }

  throwErrors(): void {
    if (this.errors.length > 0) throw new TsplayError(this.errors);
  }
}
