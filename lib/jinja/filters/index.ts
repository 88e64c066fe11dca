import type { Filter } from '../types.js';
import { groupFilters } from './group-filters.js';
import { numberFilters } from './number-filters.js';
import { selectFilters } from './select-filters.js';
import { sequenceFilters } from './sequence-filters.js';
import { textFilters } from './text-filters.js';
import { valueFilters } from './value-filters.js';

/** Jinja's own filters by name. */
export const builtinFilters: ReadonlyMap<string, Filter> = new Map([
  ...groupFilters,
  ...numberFilters,
  ...selectFilters,
  ...sequenceFilters,
  ...textFilters,
  ...valueFilters,
]);
