import { PyText } from '../../core/value.js';
import type { EvalContext, Kwargs } from '../types.js';

/**
 * An object of the template language that is no plain value: loop, namespace, macro, cycler, module.
 * Everything it does not define behaves as in Python (no attribute, not iterable, not callable).
 */
export abstract class PyObject {
  /** Python's class name in messages. */
  abstract readonly typeName: string;
  /** The module of a class that Python has written in Python: messages about attributes tell it. */
  readonly module?: string;
  /** `undefined` when there is no such attribute. */
  getAttribute?(name: string): unknown;
  getItem?(key: unknown): unknown;
  call?(args: readonly unknown[], kwargs: Kwargs, context: EvalContext): unknown;
  iterate?(): Iterator<unknown>;
  length?(): number;
  truth?(): boolean;
  contains?(item: unknown): boolean;
  equals?(other: unknown): boolean;
  /** Negative, 0 or positive; `undefined` when the two have no order. */
  order?(other: unknown): number | undefined;
  /** `this - other`: dates have it; `undefined` when the other is nothing to subtract. */
  minus?(other: unknown): unknown;
  toText?(): string;
  toRepr?(): string;
}

/** Text that is already HTML-safe. */
export class Markup extends PyText {}

/** A function templates can call: `new PyFunction('now', (args, kwargs, context) => …)`. */
export class PyFunction extends PyObject {
  override readonly typeName: string = 'function';

  constructor(
    readonly name: string,
    override readonly call: (args: readonly unknown[], kwargs: Kwargs, context: EvalContext) => unknown,
  ) {
    super();
  }

  override toRepr(): string {
    return `<function ${this.name}>`;
  }
}
