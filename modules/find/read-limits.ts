import { TsplayError } from '../../lib/core/problem.js';

const spans: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const sizes: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** `2d` → seconds; negative means younger. */
export const ageSeconds = (age: string | undefined): number | undefined =>
  read(age, /^(-?\d+)([smhdw])?$/i, spans, 'age');

/** `10k` → bytes; negative means smaller. */
export const sizeBytes = (size: string | undefined): number | undefined =>
  read(size, /^(-?\d+)([bkmgt])?$/i, sizes, 'size');

function read(
  text: string | undefined,
  form: RegExp,
  units: Readonly<Record<string, number>>,
  what: string,
): number | undefined {
  if (text === undefined) return undefined;
  const found = form.exec(text.trim());
  if (!found) throw new TsplayError({ code: `bad-${what}`, message: `failed to process ${what}: ${text}` });
  return Number(found[1]) * (units[(found[2] ?? '').toLowerCase()] ?? 1);
}
