import type { Kwargs } from '../types.js';

/**
 * The arguments of a call by parameter name, as Python binds them; absent ones are `undefined`.
 * A name that ends in `*` is required. Raises Python's TypeError for unknown, double or missing ones.
 *
 * @example
 * const { width, first } = bindArgs('indent', ['width', 'first'], args, kwargs);
 */
export function bindArgs<const P extends string>(
  _name: string,
  _params: readonly P[],
  _args: readonly unknown[],
  _kwargs: Kwargs,
): { [K in P]: unknown } {
  throw new Error('not yet');
}
