import { TsplayError } from '../core/problem.js';

/** What work gives; undefined where it cannot be known yet, or is a mistake that is told at its own place. */
export function ifKnown<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof TsplayError) return undefined;
    throw error;
  }
}
