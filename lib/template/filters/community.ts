import type { Filter } from '../../jinja/index.js';

/** The popular filters of community.general and ansible.utils, by short and full name. */
export const communityFilters: Readonly<Record<string, Filter>> = {};
