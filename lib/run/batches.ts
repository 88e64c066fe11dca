import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import type { Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

/** `serial: 2`, `"30%"` or `[1, 5, "50%"]`: the hosts of each pass; the last size repeats. */
export function batchesOf<T>(
  hosts: readonly T[],
  serial: Value | undefined,
  at?: SourcePos,
): readonly (readonly T[])[] {
  const list = serial === undefined || serial === null ? [] : Array.isArray(serial) ? serial : [serial];
  if (list.length === 0) return [hosts];
  const sizes = list.map((size) => sizeOf(size, hosts.length, at));
  const batches: (readonly T[])[] = [];
  for (let start = 0; start < hosts.length;) {
    const size = sizes[Math.min(batches.length, sizes.length - 1)]!;
    const end = size <= 0 ? hosts.length : start + size;
    batches.push(hosts.slice(start, end));
    start = end;
  }
  return batches;
}

function sizeOf(size: Value, all: number, at: SourcePos | undefined): number {
  const text = pythonText(size).trim();
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text);
  if (percent) return Math.max(1, Math.floor((Number(percent[1]) / 100) * all));
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new TsplayError({
    code: 'bad-serial',
    message: `'serial' takes numbers and percentages, not '${text}'`,
    at,
  });
}
