import type { Case } from './case.js';
import { mixedOneHost } from './cases/mixed-one-host.js';

/** In the order of the table in docs/performance.md. */
export const cases: readonly Case[] = [mixedOneHost];
