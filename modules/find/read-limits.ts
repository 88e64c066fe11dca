import { TsplayError } from '../../lib/core/problem.js';

const spans: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const sizes: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** `2d` → seconds; negative means younger. */
export const ageSeconds = (age: string | undefined): number | undefined =>
  read(age, /^(-?\d+)([smhdw])?$/i, spans, 'age');

/** `10k` → bytes; negative means smaller. */
export const sizeBytes = (size: string | undefined): number | undefined =>
  read(size, /^(-?\d+)([bkmgt])?$/i, sizes, 'size');

const classes: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };
const rights: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };

/** `0640` or `u=rw,g=r` → bits. */
export function modeBits(mode: string | undefined): number | undefined {
  if (mode === undefined) return undefined;
  if (/^[0-7]+$/.test(mode)) return Number.parseInt(mode, 8);
  let bits = 0;
  for (const clause of mode.split(',')) {
    const [, who = '', given = ''] = /^([ugoa]*)[-+=]([rwx]*)$/.exec(clause) ?? unknownMode(mode);
    if (clause.includes('-')) continue;
    const asked = [...given].reduce((sum, right) => sum | rights[right]!, 0);
    for (const name of who === '' || who.includes('a') ? 'ugo' : who) bits |= asked << classes[name]!;
  }
  return bits;
}

function unknownMode(mode: string): never {
  throw new TsplayError({ code: 'bad-mode', message: `failed to process mode: ${mode}` });
}

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
