import type { Dict, Value } from '../core/value.js';

/** Where a lazy dict gets its entries. */
export interface Entries {
  get(key: Value): Value | undefined;
  has(key: Value): boolean;
  keys(): Iterable<Value>;
}

/** A dict whose values are made when they are read: `hostvars`, `vars`. Reading is all it can do. */
export function lazyDict(entries: Entries): Dict {
  return new LazyDict(entries);
}

/** Is it a dict that must not be read whole, as one of its values may be undefined? */
export const isLazyDict = (value: unknown): value is Dict => value instanceof LazyDict;

class LazyDict extends Map<Value, Value> {
  constructor(private readonly source: Entries) {
    super();
  }

  override get(key: Value): Value | undefined {
    return this.source.get(key);
  }

  override has(key: Value): boolean {
    return this.source.has(key);
  }

  override get size(): number {
    return [...this.source.keys()].length;
  }

  override *keys(): MapIterator<Value> {
    yield* this.source.keys();
  }

  override *values(): MapIterator<Value> {
    for (const key of this.source.keys()) yield this.source.get(key) ?? null;
  }

  override *entries(): MapIterator<[Value, Value]> {
    for (const key of this.source.keys()) yield [key, this.source.get(key) ?? null];
  }

  override [Symbol.iterator](): MapIterator<[Value, Value]> {
    return this.entries();
  }

  override forEach(callback: (value: Value, key: Value, map: Map<Value, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}
