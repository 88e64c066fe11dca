import type { HostTotals } from '../core/event.js';

export type Totals = { -readonly [Column in keyof HostTotals]: number };

export const noTotals = (): Totals => ({
  ok: 0,
  changed: 0,
  unreachable: 0,
  failed: 0,
  skipped: 0,
  rescued: 0,
  ignored: 0,
});

/** 0 everything done, 2 a host failed, 4 a host was lost, 6 both. */
export function exitCodeOf(totals: Iterable<HostTotals>): number {
  let code = 0;
  for (const { failed, unreachable } of totals) code |= (failed > 0 ? 2 : 0) | (unreachable > 0 ? 4 : 0);
  return code;
}
