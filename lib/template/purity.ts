/** Counts calls whose answer may differ next time (lookups, files, random, now): what used one is not kept. */
let calls = 0;

export const impureCalls = (): number => calls;

export function noteImpureCall(): void {
  calls++;
}
