import type { Kwargs } from '../types.js';
import { PyError } from './py-error.js';

export const NO_KWARGS: Kwargs = new Map();

type Bare<P extends string> = P extends `${infer Name}*` ? Name : P;

/**
 * The arguments of a call by parameter name, as Python binds them; absent ones are `undefined`.
 * A name that ends in `*` is required. Raises Python's TypeError for unknown, double or missing ones.
 *
 * @example
 * const { width, first } = bindArgs('indent', ['width', 'first'], args, kwargs);
 *
 * @param hidden how many parameters Python's function has before these (the value, the environment)
 */
export function bindArgs<const P extends string>(
  name: string,
  params: readonly P[],
  args: readonly unknown[],
  kwargs: Kwargs,
  hidden = 0,
): { [K in Bare<P>]: unknown } {
  if (args.length > params.length) throw tooMany(name, params, args.length, hidden);
  const bound: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const missing: string[] = [];
  for (let i = 0; i < params.length; i++) {
    const param = bareName(params[i]!);
    const value = kwargs.get(param);
    if (i < args.length) {
      if (value !== undefined)
        throw new PyError('TypeError', `${name}() got multiple values for argument '${param}'`);
      bound[param] = args[i];
    } else {
      bound[param] = value;
      if (value === undefined && param !== params[i]) missing.push(param);
    }
  }
  if (kwargs.size > 0) refuseUnknown(name, params, kwargs);
  if (missing.length > 0) throw missingArguments(name, missing);
  return bound as { [K in Bare<P>]: unknown };
}

const bareName = (param: string): string => (param.endsWith('*') ? param.slice(0, -1) : param);

function refuseUnknown(name: string, params: readonly string[], kwargs: Kwargs): void {
  const known = new Set(params.map(bareName));
  for (const key of kwargs.keys()) {
    if (!known.has(key))
      throw new PyError('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
  }
}

function tooMany(name: string, params: readonly string[], given: number, hidden: number): PyError {
  const most = params.length + hidden;
  const least = params.filter((param) => param.endsWith('*')).length + hidden;
  const takes = least === most ? `${most}` : `from ${least} to ${most}`;
  const plural = most === 1 ? '' : 's';
  const total = given + hidden;
  const were = total === 1 ? 'was' : 'were';
  return new PyError(
    'TypeError',
    `${name}() takes ${takes} positional argument${plural} but ${total} ${were} given`,
  );
}

function missingArguments(name: string, missing: readonly string[]): PyError {
  const names = missing.map((param) => `'${param}'`);
  const last = names.pop()!;
  const list =
    names.length === 0
      ? last
      : names.length === 1
        ? `${names[0]} and ${last}`
        : `${names.join(', ')}, and ${last}`;
  const plural = missing.length === 1 ? '' : 's';
  return new PyError(
    'TypeError',
    `${name}() missing ${missing.length} required positional argument${plural}: ${list}`,
  );
}
