/** Python's repr(). */
export function pyRepr(_value: unknown): string {
  throw new Error('not yet');
}

/** Python's str(). */
export function pyStr(_value: unknown): string {
  throw new Error('not yet');
}
