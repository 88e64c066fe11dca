import type { SourcePos } from '../core/position.js';
import type { Environment } from './environment.js';

/** Where names come from. Asked when, and only when, a template reaches the name; never copied. */
export interface Scope {
  /** The rendered value; `undefined` when there is no such name. */
  get(name: string): unknown;
  /** The same for a part that may run many times (the body of a loop, a macro), for scopes whose answers are copies. */
  getInside?(name: string): unknown;
  /** All names, for messages ("did you mean") and `varnames`-like lookups. */
  names?(): Iterable<string>;
  /** For an include, an import or a scoped block: the scope of the template that has it, whatever is seen of it. */
  readonly outer?: Scope;
}

/** Keyword arguments of a call. Shared when empty: never write into it. */
export type Kwargs = ReadonlyMap<string, unknown>;

/** What filters, tests and functions may ask of the template that calls them. */
export interface EvalContext {
  readonly environment: Environment;
  /** The value of a name where the call stands (template locals of the top level, then variables, then globals); `undefined` when absent. */
  resolve(name: string): unknown;
  /** The variables handed to the render call. */
  readonly scope: Scope;
  /** Inside `{% autoescape true %}`. */
  readonly autoescape?: boolean;
}

/**
 * A filter: `{{ value | name(1, key=2) }}` calls it with args `[1]` and kwargs `{key: 2}`.
 *
 * Undefined values arrive as `Undefined` objects: use `demand(value)` to raise their message. Throw
 * `PyError` for what Python would raise.
 *
 * @example
 * environment.filters.set('shout', (value, args, kwargs) => {
 *   const { mark } = bindArgs('shout', ['mark'], args, kwargs);
 *   return pyStr(value).toUpperCase() + (mark === undefined ? '!' : pyStr(mark));
 * });
 */
export type Filter = (
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs,
  context: EvalContext,
) => unknown;

/** A test: `value is name(arg)`. The answer is taken by Python's truth (or return a boolean). */
export type Test = (
  value: unknown,
  args: readonly unknown[],
  kwargs: Kwargs,
  context: EvalContext,
) => unknown;

export interface Delimiters {
  readonly blockStart?: string;
  readonly blockEnd?: string;
  readonly variableStart?: string;
  readonly variableEnd?: string;
  readonly commentStart?: string;
  readonly commentEnd?: string;
  readonly lineStatementPrefix?: string;
  readonly lineCommentPrefix?: string;
}

export interface CompileOptions {
  readonly environment: Environment;
  /** Name of the template in messages. */
  readonly file?: string;
  /** Where the text starts in the user's file: positions of errors are counted from there. */
  readonly at?: SourcePos | undefined;
  readonly trimBlocks?: boolean;
  readonly lstripBlocks?: boolean;
  readonly keepTrailingNewline?: boolean;
  /** What ends the lines of the template's own text; values keep theirs. Default `\n`. */
  readonly newlineSequence?: string;
  readonly delimiters?: Delimiters;
}

export interface CompiledTemplate {
  readonly file: string;
  /** The text. */
  render(scope: Scope): string;
  /**
   * Text and values in output order, as they come: for result typing and native mode. Data is a string,
   * `{{ x }}` is the finalized value of x. From the third on, lists, dicts and objects are their text.
   */
  parts(scope: Scope): unknown[];
  /** `environment.concat(parts)` when the environment has a concat, else the text. */
  evaluate(scope: Scope): unknown;
}

export interface CompiledExpression {
  /** The value, possibly an `Undefined`. */
  evaluate(scope: Scope): unknown;
}
