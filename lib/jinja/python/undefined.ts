import { PyError } from './py-error.js';

/** How an undefined value behaves: lenient prints nothing, strict raises on use, chainable is strict but has every attribute. */
export type UndefinedKind = 'lenient' | 'strict' | 'chainable';

/** The value of a name, attribute or item that does not exist. */
export class Undefined {
  constructor(
    readonly kind: UndefinedKind,
    /** The missing name, attribute or index; undefined when only a hint is known. */
    readonly name: unknown,
    /** What `'x' is undefined`-like text the error has. */
    readonly message: string,
    /** Python class of the error. */
    readonly errorType: string = 'UndefinedError',
  ) {}

  error(): PyError {
    return new PyError(this.errorType, this.message);
  }
}

export const isUndefined = (value: unknown): value is Undefined => value instanceof Undefined;

/** The value itself; raises the message of an undefined one, except of an inline-if without else. */
export function demand(value: unknown): unknown {
  if (value instanceof Undefined && value.kind !== 'lenient') throw value.error();
  return value;
}
