import { pyEquals } from '../python/equality.js';
import { PyError } from '../python/py-error.js';
import { PyFunction, PyObject } from '../python/py-object.js';
import { Undefined } from '../python/undefined.js';

/** `loop` inside a for loop. */
export class LoopContext extends PyObject {
  override readonly typeName = 'LoopContext';
  override readonly module = 'jinja2.runtime';
  index0 = 0;
  private lastChecked: readonly unknown[] | undefined;

  constructor(
    private readonly items: readonly unknown[],
    private readonly depth0: number,
    private readonly recurse: ((items: unknown, depth0: number) => unknown) | undefined,
  ) {
    super();
  }

  override getAttribute(name: string): unknown {
    const { index0, items } = this;
    switch (name) {
      case 'index':
        return index0 + 1;
      case 'index0':
        return index0;
      case 'revindex':
        return items.length - index0;
      case 'revindex0':
        return items.length - index0 - 1;
      case 'first':
        return index0 === 0;
      case 'last':
        return index0 === items.length - 1;
      case 'length':
        return items.length;
      case 'depth':
        return this.depth0 + 1;
      case 'depth0':
        return this.depth0;
      case 'previtem':
        return index0 > 0
          ? items[index0 - 1]
          : new Undefined('strict', undefined, 'there is no previous item');
      case 'nextitem':
        return index0 < items.length - 1
          ? items[index0 + 1]
          : new Undefined('strict', undefined, 'there is no next item');
      case 'cycle':
        return new PyFunction('cycle', (args) => this.cycle(args));
      case 'changed':
        return new PyFunction('changed', (args) => this.changed(args));
      default:
        return undefined;
    }
  }

  private cycle(args: readonly unknown[]): unknown {
    if (args.length === 0) throw new PyError('TypeError', 'no items for cycling given');
    return args[this.index0 % args.length];
  }

  private changed(args: readonly unknown[]): boolean {
    const last = this.lastChecked;
    if (last !== undefined && pyEquals([...last], [...args])) return false;
    this.lastChecked = args;
    return true;
  }

  override call(args: readonly unknown[]): unknown {
    if (this.recurse === undefined) {
      throw new PyError('TypeError', "The loop must have the 'recursive' marker to be called recursively.");
    }
    return this.recurse(args[0], this.depth0 + 1);
  }

  override length(): number {
    return this.items.length;
  }

  override toRepr(): string {
    return `<LoopContext ${this.index0 + 1}/${this.items.length}>`;
  }
}
