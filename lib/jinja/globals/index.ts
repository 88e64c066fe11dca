import { isInt } from '../python/numbers.js';
import { PyError } from '../python/py-error.js';
import { PyFunction, PyObject } from '../python/py-object.js';
import { fillDict } from '../python/dict-methods.js';
import { PyRange } from '../python/sequences.js';
import { Namespace } from '../runtime/template-objects.js';
import { typeName } from '../python/type-name.js';
import type { Kwargs } from '../types.js';
import { lipsum } from './lipsum.js';

function range(args: readonly unknown[]): PyRange {
  if (args.length === 0) throw new PyError('TypeError', 'range expected at least 1 argument, got 0');
  if (args.length > 3)
    throw new PyError('TypeError', `range expected at most 3 arguments, got ${args.length}`);
  const [first, second, step = 1] = args.map((arg) => {
    if (isInt(arg)) return Number(arg);
    throw new PyError('TypeError', `'${typeName(arg)}' object cannot be interpreted as an integer`);
  });
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
  override readonly typeName = 'jinja2.utils.Cycler';
  private position = 0;

  constructor(private readonly items: readonly unknown[]) {
    super();
    if (items.length === 0) throw new PyError('RuntimeError', 'at least one item has to be provided');
  }

  override getAttribute(name: string): unknown {
    if (name === 'current') return this.items[this.position];
    if (name === 'pos') return this.position;
    if (name === 'next') return new PyFunction('next', () => this.next());
    return name === 'reset' ? new PyFunction('reset', () => this.reset()) : undefined;
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
  override readonly typeName = 'jinja2.utils.Joiner';
  private used = false;

  constructor(private readonly separator: unknown) {
    super();
  }

  override call(): unknown {
    if (this.used) return this.separator;
    this.used = true;
    return '';
  }
}

const FUNCTIONS: readonly PyFunction[] = [
  new PyFunction('range', range),
  new PyFunction('dict', dict),
  new PyFunction('lipsum', lipsum),
  new PyFunction('cycler', (args) => new Cycler(args)),
  new PyFunction('joiner', (args, kwargs) => new Joiner(args[0] ?? kwargs.get('sep') ?? ', ')),
  new PyFunction('namespace', (args, kwargs) => new Namespace(dict(args, kwargs))),
];

/** Jinja's own global functions by name. */
export const builtinGlobals: ReadonlyMap<string, unknown> = new Map(
  FUNCTIONS.map((item) => [item.name, item]),
);
