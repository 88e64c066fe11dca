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

/** 0 everything done, 2 a host failed, 4 a host was lost, 6 both; what `clear_host_errors` forgave does not count. */
export function exitCodeOf(
  hosts: Iterable<{ readonly failed: boolean; readonly unreachable: boolean }>,
): number {
  let code = 0;
  for (const { failed, unreachable } of hosts) code |= (failed ? 2 : 0) | (unreachable ? 4 : 0);
  return code;
}
