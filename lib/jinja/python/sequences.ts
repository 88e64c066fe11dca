import { Tuple, type Value } from '../../core/value.js';
import { pyEquals, setHas } from './equality.js';
import { PyError } from './py-error.js';
import { PyObject } from './py-object.js';
import { pyRepr } from './repr.js';

/** What a Python generator is: items made when asked for, once. */
export class PyGenerator extends PyObject {
  override readonly typeName: string = 'generator';

  constructor(
    private readonly items: Iterator<unknown>,
    readonly label = 'generator object',
  ) {
    super();
  }

  override iterate(): Iterator<unknown> {
    return this.items;
  }

  override toRepr(): string {
    return `<${this.label}>`;
  }
}

/** More numbers than this are refused by range(). */
const MAX_RANGE = 10_000_000;

export class PyRange extends PyObject {
  override readonly typeName = 'range';
  private readonly size: number;

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super();
    if (step === 0) throw new PyError('ValueError', 'range() arg 3 must not be zero');
    this.size = Math.max(0, Math.ceil((stop - start) / step));
    if (this.size > MAX_RANGE) {
      throw new PyError('OverflowError', `Range too big: ${this.size} numbers, the limit is ${MAX_RANGE}.`);
    }
  }

  override *iterate(): Iterator<unknown> {
    for (let i = 0; i < this.size; i++) yield this.start + i * this.step;
  }

  override length(): number {
    return this.size;
  }

  override getItem(key: unknown): unknown {
    if (typeof key !== 'number' || !Number.isInteger(key)) return undefined;
    const index = key < 0 ? key + this.size : key;
    return index < 0 || index >= this.size ? undefined : this.start + index * this.step;
  }

  override contains(given: unknown): boolean {
    const item = typeof given === 'boolean' ? Number(given) : given;
    return typeof item === 'number' && Number.isInteger((item - this.start) / this.step)
      ? this.getItem((item - this.start) / this.step) !== undefined && (item - this.start) / this.step >= 0
      : false;
  }

  override equals(other: unknown): boolean {
    return other instanceof PyRange && pyEquals([...this.values()], [...other.values()]);
  }

  override toRepr(): string {
    const step = this.step === 1 ? '' : `, ${this.step}`;
    return `range(${this.start}, ${this.stop}${step})`;
  }

  private values(): Iterable<unknown> {
    return { [Symbol.iterator]: () => this.iterate() };
  }
}

/** What keys(), values() and items() of a dict return: always up to date with the dict. */
export class DictView extends PyObject {
  override readonly typeName: string;

  constructor(
    readonly kind: 'keys' | 'values' | 'items',
    readonly dict: ReadonlyMap<unknown, unknown>,
  ) {
    super();
    this.typeName = `dict_${kind}`;
  }

  override iterate(): Iterator<unknown> {
    if (this.kind === 'keys') return this.dict.keys();
    return this.kind === 'values' ? this.dict.values() : itemsOf(this.dict);
  }

  override length(): number {
    return this.dict.size;
  }

  override contains(item: unknown): boolean {
    return setHas(new Set(this.toList()), item);
  }

  override equals(other: unknown): boolean {
    if (!(other instanceof DictView) || this.kind === 'values' || other.dict.size !== this.dict.size)
      return false;
    const mine = new Set(this.toList());
    return other.toList().every((item) => setHas(mine, item));
  }

  override toRepr(): string {
    return `${this.typeName}(${pyRepr(this.toList())})`;
  }

  private toList(): unknown[] {
    return Array.from({ [Symbol.iterator]: () => this.iterate() });
  }
}

function* itemsOf(dict: ReadonlyMap<unknown, unknown>): Generator<unknown> {
  for (const [key, value] of dict) yield tupleOf([key, value]);
}

export function tupleOf(items: readonly unknown[]): Tuple {
  const tuple = new Tuple();
  for (const item of items) tuple.push(item as Value);
  return tuple;
}

/** Generators, ranges and dict views as lists; everything else as it is. */
export function unroll(value: unknown): unknown {
  return value instanceof PyGenerator || value instanceof PyRange || value instanceof DictView
    ? Array.from({ [Symbol.iterator]: () => value.iterate() })
    : value;
}
