import { bindArgs } from '../python/bind-args.js';
import { callCheck } from '../python/builtin-call.js';
import { indexOf } from '../python/index-of.js';
import { PyError } from '../python/py-error.js';
import { PyFunction, PyObject } from '../python/py-object.js';
import { fillDict } from '../python/dict-methods.js';
import { PyRange } from '../python/sequences.js';
import { Namespace } from '../runtime/template-objects.js';
import type { Kwargs } from '../types.js';
import { lipsum } from './lipsum.js';

const checkRange = callCheck('', 'range', '1-3');

function range(args: readonly unknown[], kwargs: Kwargs): PyRange {
  checkRange(args, kwargs);
  const [first, second, step = 1] = args.map(indexOf);
  return second === undefined ? new PyRange(0, first!, 1) : new PyRange(first!, second, step);
}

function dict(args: readonly unknown[], kwargs: Kwargs): Map<unknown, unknown> {
  if (args.length > 1) throw new PyError('TypeError', `dict expected at most 1 argument, got ${args.length}`);
  const result = new Map<unknown, unknown>();
  if (args.length === 1) fillDict(result, args[0]);
  for (const [key, value] of kwargs) result.set(key, value);
  return result;
}

/** `cycler('odd', 'even')` */
class Cycler extends PyObject {
  override readonly typeName = 'Cycler';
  override readonly module = 'jinja2.utils';
  private position = 0;

  constructor(private readonly items: readonly unknown[]) {
    super();
    if (items.length === 0) throw new PyError('RuntimeError', 'at least one item has to be provided');
  }

  override getAttribute(name: string): unknown {
    if (name === 'current') return this.items[this.position];
    if (name === 'pos') return this.position;
    if (name === 'next') return this.method('next', () => this.next());
    return name === 'reset' ? this.method('reset', () => this.reset()) : undefined;
  }

  private method(name: string, run: () => unknown): PyFunction {
    return new PyFunction(name, (args, kwargs) => {
      bindArgs(`Cycler.${name}`, [], args, kwargs, 1);
      return run();
    });
  }

  private next(): unknown {
    const item = this.items[this.position];
    this.position = (this.position + 1) % this.items.length;
    return item;
  }

  private reset(): null {
    this.position = 0;
    return null;
  }
}

/** `joiner(', ')`: nothing when first called, the separator from then on. */
class Joiner extends PyObject {
  override readonly typeName = 'Joiner';
  override readonly module = 'jinja2.utils';
  private used = false;

  constructor(private readonly separator: unknown) {
    super();
  }

  override call(args: readonly unknown[], kwargs: Kwargs): unknown {
    bindArgs('Joiner.__call__', [], args, kwargs, 1);
    if (this.used) return this.separator;
    this.used = true;
    return '';
  }
}

const FUNCTIONS: readonly PyFunction[] = [
  new PyFunction('range', range),
  new PyFunction('dict', dict),
  new PyFunction('lipsum', lipsum),
  new PyFunction('cycler', (args, kwargs) => {
    bindArgs('Cycler.__init__', [], [], kwargs, 1);
    return new Cycler(args);
  }),
  new PyFunction('joiner', (args, kwargs) => {
    const { sep } = bindArgs('Joiner.__init__', ['sep'], args, kwargs, 1);
    return new Joiner(sep === undefined ? ', ' : sep);
  }),
  new PyFunction('namespace', (args, kwargs) => new Namespace(dict(args, kwargs))),
];

/** Jinja's own global functions by name. */
export const builtinGlobals: ReadonlyMap<string, unknown> = new Map(
  FUNCTIONS.map((item) => [item.name, item]),
);
