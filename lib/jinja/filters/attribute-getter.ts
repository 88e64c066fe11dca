import { itemOf } from '../python/get-attribute.js';
import { isInt } from '../python/numbers.js';
import { tupleOf } from '../python/sequences.js';
import { textOf } from '../python/text.js';
import { Undefined } from '../python/undefined.js';
import type { EvalContext } from '../types.js';

export type Getter = (item: unknown) => unknown;

/** What `attribute='a.b.0'` takes of an item; the item itself without an attribute. */
export function attributeGetter(context: EvalContext, attribute: unknown, fallback?: unknown): Getter {
  const parts = partsOf(attribute);
  const kind = context.environment.undefined;
  const hasFallback = fallback !== undefined && fallback !== null;
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = itemOf(value, part, kind);
      if (hasFallback && value instanceof Undefined) value = fallback;
    }
    return value;
  };
}

function partsOf(attribute: unknown): readonly unknown[] {
  if (attribute === undefined || attribute === null) return [];
  const text = textOf(attribute);
  if (text === undefined || isInt(attribute)) return [attribute];
  return text.split('.').map((part) => (/^\p{Nd}+$/u.test(part) ? Number(part) : part));
}

/** Text in lower case, so that sorting and comparing ignore it. */
export const ignoreCase: Getter = (value) => textOf(value)?.toLowerCase() ?? value;

/** The sort key of `attribute='a,b'`: a tuple of all of them. */
export function keyGetter(context: EvalContext, attribute: unknown, caseSensitive: boolean): Getter {
  const fold: Getter = caseSensitive ? (value) => value : ignoreCase;
  const text = textOf(attribute);
  if (text === undefined || !text.includes(',')) {
    const get = attributeGetter(context, attribute);
    return (item) => fold(get(item));
  }
  const getters = text.split(',').map((part) => attributeGetter(context, part));
  return (item) => tupleOf(getters.map((get) => fold(get(item))));
}
