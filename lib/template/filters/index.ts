import type { Filter } from '../../jinja/index.js';
import { collectionFilters } from './collections.js';
import { communityFilters } from './community.js';
import { dataFilters } from './data.js';
import { hashFilters } from './hashes.js';
import { mathFilters } from './math.js';
import { pathFilters } from './paths.js';
import { regexFilters } from './regex.js';
import { textFilters } from './text.js';
import { vaultFilters } from './vault.js';

/** Every filter Ansible adds to Jinja2's own. */
export const filters: Readonly<Record<string, Filter>> = {
  ...collectionFilters,
  ...communityFilters,
  ...dataFilters,
  ...hashFilters,
  ...mathFilters,
  ...pathFilters,
  ...regexFilters,
  ...textFilters,
  ...vaultFilters,
};
