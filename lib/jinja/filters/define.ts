import { bindArgs } from '../python/bind-args.js';
import { callCheck } from '../python/builtin-call.js';
import type { EvalContext, Filter } from '../types.js';

/**
 * A filter with named parameters; `*` marks what is required. `name` is what Python calls the function, and
 * `hidden` how many parameters it has before these, for the words of its TypeErrors.
 */
export function define<const P extends string>(
  name: string,
  params: readonly P[],
  run: (value: unknown, args: ReturnType<typeof bindArgs<P>>, context: EvalContext) => unknown,
  hidden = 1,
): Filter {
  return (value, args, kwargs, context) => run(value, bindArgs(name, params, args, kwargs, hidden), context);
}

/** A filter that Python has in C: it takes the value and nothing else. */
export function bare(name: string, run: (value: unknown) => unknown): Filter {
  const check = callCheck('', name, '1');
  return (value, args, kwargs) => {
    if (args.length > 0 || kwargs.size > 0) check([value, ...args], kwargs);
    return run(value);
  };
}

export type FilterTable = readonly (readonly [string, Filter])[];
