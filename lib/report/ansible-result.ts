import type { TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { isDebug } from './dump-result.js';
import { asFields } from './result-text.js';

/** What a line about a result depends on: was it hidden by `no_log`, is it an include's, whose is it? */
export const isCensored = (result: Json): boolean => 'censored' in asFields(result);
export const prefixOf = (task: TaskRef): string => (task.handler ? 'HANDLER' : 'TASK');
export const labelOf = (event: { readonly host: string; readonly delegatedTo?: string }): string =>
  event.delegatedTo !== undefined && event.delegatedTo !== event.host
    ? `${event.host} -> ${event.delegatedTo}`
    : event.host;

// a module of the host's own cannot ask for it
export const hasLongResult = (task: TaskRef): boolean =>
  isDebug(task) || /^(ansible\.(builtin|legacy)\.)?assert$/.test(task.module);

export const isInclude = (task: TaskRef): boolean => /(^|\.)include(_tasks|_role)?$/.test(task.module);
