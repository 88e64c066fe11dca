import type { EventOf } from '../core/event.js';

/** Was the run refused for mistakes in what it was given, before there was anything to report? */
export const neverBegan = ({ exitCode, totals }: EventOf<'run-end'>): boolean =>
  (exitCode === 1 || exitCode === 4) && Object.keys(totals).length === 0;
