/**
 * What Python would raise: `new PyError('TypeError', "'int' object is not iterable")`. Thrown while a
 * template is evaluated it reaches the caller as a `JinjaError` with its place.
 */
export class PyError extends Error {
  constructor(
    /** `TypeError`, `ValueError`, `UndefinedError`, `ZeroDivisionError`, `FilterArgumentError`… */
    readonly type: string,
    message: string,
    /** `did you mean 'upper'?` */
    readonly hint?: string | undefined,
  ) {
    super(message);
    this.name = 'PyError';
  }
}
