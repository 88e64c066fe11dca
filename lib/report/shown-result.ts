import type { TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { isDebug } from './dump-result.js';
import { asFields } from './result-text.js';
import { withoutInternals } from './without-internals.js';

/** What Ansible's callbacks show of a result: the task's own words are left out. */
export function shownResult(task: TaskRef, result: Json, verbosity: number): Json {
  return shownFields(isDebug(task) ? debugFields(asFields(result)) : asFields(result), verbosity);
}

/** The same for a callback that knows nothing of debug. */
export function shownFields(shown: ReturnType<typeof asFields>, verbosity: number): Json {
  const hidden = verbosity < 3 ? [...never, 'invocation', 'diff'] : never;
  return withoutInternals(Object.fromEntries(Object.entries(shown).filter(([key]) => !hidden.includes(key))));
}

/** Modules whose output is text and not a result. */
export const isTextModule = ({ module }: TaskRef): boolean => textModules.test(module);

const textModules = /^(ansible\.(builtin|legacy)\.|ansible\.windows\.)?(win_)?(command|shell|raw)$/;

const never = ['warnings', 'deprecations', 'exception', 'failed', 'skipped'];

function debugFields(fields: ReturnType<typeof asFields>): ReturnType<typeof asFields> {
  if ('msg' in fields) return { msg: fields['msg']! };
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => !['changed', 'ansible_loop_var', 'item'].includes(key)),
  );
}
