import type { Test } from '../types.js';

/** Jinja's own tests by name. */
export const builtinTests: ReadonlyMap<string, Test> = new Map();
