import type { Value } from '../core/value.js';
import type { Param } from '../remote/call.js';
import { pythonText, type Field, type Fields } from '../schema/index.js';

/** Arguments as script parameters: every declared name is one, so that none leaks in from the environment. */
export function toParams(fields: Fields, args: Readonly<Record<string, unknown>>): Record<string, Param> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, toParam(field, args[name])]),
  );
}

// A list that is not given is an empty one, so that `each_name` is always there. Dicts have no form in the shell:
// the module's `prepare` gives them one.
function toParam(field: Field, value: unknown): Param {
  if (field.of?.fields !== undefined) return [];
  if (field.kind === 'list') return ((value ?? []) as Value[]).map((each) => pythonText(each));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return undefined;
}
