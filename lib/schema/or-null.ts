import type { Field, Given } from './field.js';

/**
 * A field of which null is a value of its own, not one that is left out.
 * @example orNull(int({ doc: 'Seconds to wait; null is for ever', fallback: 30 }))
 */
export const orNull = <T, G extends Given>(field: Field<T, G>): Field<T | null, G> => ({
  ...field,
  takesNull: true,
});
