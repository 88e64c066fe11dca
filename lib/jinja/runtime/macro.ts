import { PyError } from '../python/py-error.js';
import { PyObject } from '../python/py-object.js';
import { pyRepr } from '../python/repr.js';
import { tupleOf } from '../python/sequences.js';
import type { Kwargs } from '../types.js';

export interface MacroCode {
  readonly name: string | undefined;
  readonly params: readonly string[];
  readonly usesVarargs: boolean;
  readonly usesKwargs: boolean;
  readonly usesCaller: boolean;
  /** Runs the body; absent parameters are `undefined`. */
  readonly run: (values: MacroValues) => unknown;
}

export interface MacroValues {
  readonly params: readonly unknown[];
  readonly varargs: readonly unknown[];
  readonly kwargs: Map<unknown, unknown>;
  readonly caller: unknown;
}

/** `{% macro %}`, and the body of a call block. */
export class Macro extends PyObject {
  override readonly typeName = 'Macro';
  override readonly module = 'jinja2.runtime';

  constructor(private readonly code: MacroCode) {
    super();
  }

  override call(args: readonly unknown[], kwargs: Kwargs): unknown {
    const { code } = this;
    const rest = new Map<unknown, unknown>(kwargs);
    const params = code.params.map((name, index) => {
      if (index < args.length) return args[index];
      const value = rest.get(name);
      rest.delete(name);
      return value;
    });
    const caller = this.takeCaller(rest);
    const varargs = args.slice(code.params.length);
    this.refuseSurplus(varargs, rest);
    return code.run({ params, varargs, kwargs: rest, caller });
  }

  private takeCaller(rest: Map<unknown, unknown>): unknown {
    if (!this.code.usesCaller || this.code.params.includes('caller')) return undefined;
    const caller = rest.get('caller');
    rest.delete('caller');
    return caller;
  }

  private refuseSurplus(varargs: readonly unknown[], rest: ReadonlyMap<unknown, unknown>): void {
    const { code } = this;
    const name = code.name === undefined ? 'None' : pyRepr(code.name);
    if (!code.usesKwargs && rest.size > 0) {
      if (rest.has('caller')) {
        throw new PyError(
          'TypeError',
          `macro ${name} was invoked with two values for the special caller argument. This is most likely a bug.`,
        );
      }
      throw new PyError(
        'TypeError',
        `macro ${name} takes no keyword argument ${pyRepr([...rest.keys()][0])}`,
      );
    }
    if (!code.usesVarargs && varargs.length > 0) {
      throw new PyError('TypeError', `macro ${name} takes not more than ${code.params.length} argument(s)`);
    }
  }

  override getAttribute(name: string): unknown {
    switch (name) {
      case 'name':
        return this.code.name ?? null;
      case 'arguments':
        return tupleOf(this.code.params);
      case 'catch_kwargs':
        return this.code.usesKwargs;
      case 'catch_varargs':
        return this.code.usesVarargs;
      case 'caller':
        return this.code.usesCaller;
      default:
        return undefined;
    }
  }

  override toRepr(): string {
    return `<Macro ${this.code.name === undefined ? 'anonymous' : pyRepr(this.code.name)}>`;
  }
}
