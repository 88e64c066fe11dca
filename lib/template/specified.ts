import { pyRepr, type EvalContext, type Filter, type Kwargs } from '../jinja/index.js';
import { filterError } from './python.js';

type Bare<P extends string> = P extends `${infer Name}*` ? Name : P;
type Given<P extends string> = { readonly [K in Bare<P>]: unknown };

/**
 * A filter whose arguments a table of its own names, as those of ansible.utils: the value is the first of them,
 * `*` marks what is required, and what stands behind the last place is ignored.
 */
export function specified<const P extends string>(
  params: readonly P[],
  run: (given: Given<P>, context: EvalContext) => unknown,
  complaint = '',
): Filter {
  const names = params.map((param) => param.replace('*', ''));
  const required = params.filter((param) => param.endsWith('*')).map((param) => param.slice(0, -1));
  return (value, args, kwargs, context) => {
    const places = new Map([value, ...args].slice(0, names.length).map((item, n) => [names[n]!, item]));
    const given = new Map([...places, ...kwargs]);
    const wrong = [...missing(required, given), ...unknown(names, kwargs)];
    if (wrong.length > 0) throw filterError(complaint + pyRepr(wrong));
    return run(Object.fromEntries(given) as Given<P>, context);
  };
}

function missing(required: readonly string[], given: Kwargs): string[] {
  const absent = required.filter((name) => !given.has(name)).sort();
  return absent.length === 0 ? [] : [`missing required arguments: ${absent.join(', ')}`];
}

function unknown(names: readonly string[], kwargs: Kwargs): string[] {
  const wrong = [...kwargs.keys()].filter((name) => !names.includes(name)).sort();
  if (wrong.length === 0) return [];
  return [`${wrong.join(', ')}. Supported parameters include: ${[...names].sort().join(', ')}.`];
}
