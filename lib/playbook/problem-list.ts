import { readFileSync } from 'node:fs';
import type { SourcePos } from '../core/position.js';
import { excerptOf, TsplayError, type Problem } from '../core/problem.js';

/** Collects the mistakes of all files, so that they are shown together. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  add(code: string, message: string, at: SourcePos, hint?: string): void {
    this.#problems.push({ code, message, at, hint, excerpt: readExcerpt(at) });
  }

  warn(code: string, message: string, at: SourcePos, hint?: string): void {
    this.#problems.push({ code, message, at, hint, excerpt: readExcerpt(at), severity: 'warning' });
  }

  /** Runs `read`; the mistakes it throws are kept, and the answer is undefined. */
  collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TsplayError)) throw error;
      this.#problems.push(...error.problems);
      return undefined;
    }
  }

  get warnings(): readonly Problem[] {
    return this.#problems.filter((problem) => problem.severity === 'warning');
  }

  throwErrors(): void {
    const errors = this.#problems.filter((problem) => problem.severity !== 'warning');
    if (errors.length > 0) throw new TsplayError(errors);
  }
}

function readExcerpt(at: SourcePos): string | undefined {
  try {
    return excerptOf(readFileSync(at.file, 'utf8'), at);
  } catch {
    return undefined;
  }
}
