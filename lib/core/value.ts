import type { SourcePos } from './position.js';

/**
 * Every value a playbook, template or host can hold.
 *
 * Python's types decide (Ansible's answers are Python's): a dict is a `Map` in insertion order with keys of
 * any scalar type, an int is a `number` (a `bigint` beyond 2^53), a float is a `number` with a fraction or a
 * {@link PyFloat} when it has none (2.0), a tuple is a {@link Tuple}, bytes are a `Uint8Array`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | PyDate
  | Uint8Array
  | TemplateString
  | PyText
  | Value[]
  | ReadonlySet<Value>
  | Dict;

/** Python's dict. Never a plain object: those reorder keys like '10' and answer to `constructor`. */
export type Dict = Map<Value, Value>;

/** A float whose value is integral, infinite or NaN, so that 2.0 prints as `2.0` and not as `2`. */
export class PyFloat {
  constructor(readonly value: number) {}

  toJSON(): number {
    return this.value;
  }
}

/** A date or a date and time, as YAML 1.1 reads `2024-01-01`; `text` is what Python's str() prints. */
export class PyDate {
  constructor(
    readonly kind: 'date' | 'datetime',
    readonly text: string,
  ) {}
}

/** Python's tuple: prints with parentheses and is never turned into a list by templating. */
export class Tuple extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/**
 * Text from a user's file (or command line) that contains template markup, with its position.
 *
 * Only a TemplateString is ever compiled. A plain string, whatever it contains, is data: facts, registered
 * results, lookup results and file contents are plain strings, so text that came from a host cannot become
 * code. There is no way to turn a string into a TemplateString except {@link trustText}, which only the
 * loaders of user files and of the command line call.
 */
export class TemplateString {
  constructor(
    readonly text: string,
    readonly at: SourcePos | undefined,
  ) {}
}

/**
 * A str that carries a mark (Python's str subclasses): text everywhere, told apart by `instanceof`. Among values it is
 * what set_fact kept of a filter whose text stays text (`to_json`), whatever it looks like; rendered, it is a string.
 */
export class PyText {
  constructor(readonly text: string) {}
}

/** A TemplateString when the text contains `{{`, `{%` or `{#`, else the text itself. */
export function trustText(text: string, at?: SourcePos): string | TemplateString {
  return /\{[{%#]/.test(text) ? new TemplateString(text, at) : text;
}

export const isDict = (value: unknown): value is Dict => value instanceof Map;
export const isList = (value: unknown): value is Value[] => Array.isArray(value);
