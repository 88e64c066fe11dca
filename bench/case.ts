import type { Site } from './site.js';

/** What a row of the table says. */
export interface Row {
  readonly name: string;
  /** Milliseconds (or what `unit` says), median, by tool. */
  readonly measured: Readonly<Record<string, number>>;
  readonly unit?: string;
  /** The demands, each with what was measured. */
  readonly goals: readonly Goal[];
  readonly notes?: readonly string[];
  /** Why nothing was measured here. */
  readonly notRun?: string;
}

export interface Goal {
  readonly text: string;
  readonly value: number;
  readonly limit: number;
  /** `value` must be at least `limit`, not at most. */
  readonly atLeast?: boolean;
}

export interface BenchOptions {
  readonly quick: boolean;
}

/** One line of work, run by all the tools that can do it. */
export interface Case {
  readonly name: string;
  readonly summary: string;
  run(site: Site, options: BenchOptions): Promise<readonly Row[]>;
}

export const atMost = (text: string, value: number, limit: number): Goal => ({ text, value, limit });
export const atLeast = (text: string, value: number, limit: number): Goal => ({
  text,
  value,
  limit,
  atLeast: true,
});
export const isMet = ({ value, limit, atLeast: least }: Goal): boolean =>
  least ? value >= limit : value <= limit;
