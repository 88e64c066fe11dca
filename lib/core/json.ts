import type { PyFloat } from './value.js';

/** A JSON document; a float without a fraction is a {@link PyFloat}, which `JSON.stringify` writes as a number. */
export type Json =
  null | boolean | number | string | PyFloat | readonly Json[] | { readonly [key: string]: Json };
