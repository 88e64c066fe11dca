import type { Json } from '../core/json.js';
import type { Value } from '../core/value.js';

/** Is the argument there after parsing, whatever the user wrote? */
export type Given = 'always' | 'maybe';

/**
 * One argument, keyword, option or return value, declared once: its TypeScript type, coercion, documentation
 * and JSON Schema all come from here.
 */
export interface Field<T = unknown, G extends Given = Given> {
  readonly kind: FieldKind;
  readonly doc: string;
  readonly required: boolean;
  /** What is said when it is missing, where users know other words than ours. */
  readonly missing: string | undefined;
  readonly fallback: T | undefined;
  readonly aliases: readonly string[];
  /** The value never reaches a log, a diff or a report. */
  readonly secret: boolean;
  readonly choices: readonly string[] | undefined;
  /** The element of a list. */
  readonly of: Field | undefined;
  /** The options of a dict with a known shape. */
  readonly fields: Fields | undefined;
  readonly json: Json;
  /** Null is a value of its own, as {@link orNull} makes it; elsewhere it is as if nothing were given. */
  readonly takesNull?: boolean;
  /** Coerces as Ansible does; throws a {@link Mismatch}. */
  readonly parse: (value: Value) => T;
  readonly given?: G;
}

export type FieldKind =
  | 'str'
  | 'path'
  | 'int'
  | 'float'
  | 'bool'
  | 'choice'
  | 'list'
  | 'dict'
  | 'mode'
  | 'bytes'
  | 'duration'
  | 'json'
  | 'raw';

export type Fields = Readonly<Record<string, Field>>;

export interface FieldOptions<T> {
  readonly doc?: string;
  readonly required?: boolean;
  readonly missing?: string;
  readonly fallback?: T;
  readonly aliases?: readonly string[];
  readonly secret?: boolean;
}

/** Required fields and fields with a fallback are there for sure. */
export type GivenBy<O> = O extends { readonly required: true } | { readonly fallback: unknown }
  ? 'always'
  : 'maybe';

/** The typed arguments that a record of fields parses to. */
export type ArgsOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T, infer G>
    ? G extends 'always'
      ? T
      : T | undefined
    : never;
};

/** A value that a field cannot take: becomes a Problem with the argument's name and place. */
export class Mismatch extends Error {
  constructor(
    message: string,
    readonly hint?: string,
    readonly code = 'wrong-type',
  ) {
    super(message);
  }
}

/** Fills in what a builder does not say. */
export function makeField<T, const O extends FieldOptions<T>>(
  shape: Pick<Field<T>, 'kind' | 'json' | 'parse'> & Partial<Pick<Field<T>, 'choices' | 'of' | 'fields'>>,
  options: O,
): Field<T, GivenBy<O>> {
  return {
    doc: options.doc ?? '',
    required: options.required ?? false,
    missing: options.missing,
    fallback: options.fallback,
    aliases: options.aliases ?? [],
    secret: options.secret ?? false,
    choices: undefined,
    of: undefined,
    fields: undefined,
    ...shape,
  };
}
