import type { Filter } from '../types.js';

/** Jinja's own filters by name. */
export const builtinFilters: ReadonlyMap<string, Filter> = new Map();
