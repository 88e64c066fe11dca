import { formatDuration } from '../../index.js';
import type { Proof } from './tour.js';

/** The table at the end of a tour: what was proved, and the time each step took. */
export function proofTable(proofs: readonly Proof[]): string[] {
  const width = Math.max(...proofs.map(({ step }) => step.length));
  const rows = proofs.map(
    ({ step, proof, ms }) => `  ${step.padEnd(width)}  ${formatDuration(ms).padStart(6)}  ${proof}`,
  );
  const total = proofs.reduce((sum, { ms }) => sum + ms, 0);
  return [
    '',
    'what was proved',
    ...rows,
    `  ${'in all'.padEnd(width)}  ${formatDuration(total).padStart(6)}`,
  ];
}
