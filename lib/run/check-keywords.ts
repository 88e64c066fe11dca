import { TemplateString } from '../core/value.js';

import type { KeywordReader } from './keyword-value.js';
import type { TaskPlan } from './plan.js';

const kinds = {
  become: 'bool',
  become_exe: 'text',
  become_flags: 'text',
  become_method: 'text',
  become_user: 'text',
  ignore_errors: 'bool',
  ignore_unreachable: 'bool',
  remote_user: 'text',
} as const;

/**
 * Throws for a keyword that cannot be rendered, whether or not this task will come to need it: what a task is run as is
 * settled before it runs, and a loop ends there.
 */
export function checkKeywords(plan: TaskPlan, keywords: KeywordReader): void {
  for (const name of names)
    if (plan.written(name).some(({ value }) => value instanceof TemplateString)) keywords[kinds[name]](name);
}

const names = Object.keys(kinds) as (keyof typeof kinds)[];
