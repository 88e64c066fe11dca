import { isDict, Tuple } from '../../core/value.js';
import { dictGet } from './dict.js';
import { isInt } from './numbers.js';
import { PyError } from './py-error.js';
import { Markup, PyObject } from './py-object.js';
import { tupleOf } from './sequences.js';
import { isFlat, textOf } from './text.js';
import { typeName } from './type-name.js';
import { isUndefined } from './undefined.js';

/** A slice as `x[1:2]` passes it. */
export class Slice {
  constructor(
    readonly start: unknown,
    readonly stop: unknown,
    readonly step: unknown,
  ) {}
}

/** `value[key]`; `undefined` where Python raises, which makes an undefined value of it. */
export function getItem(value: unknown, key: unknown): unknown {
  if (isDict(value)) return key instanceof Slice ? unhashableSlice() : safeDictGet(value, key);
  if (key instanceof Slice) return sliceOf(value, key);
  if (Array.isArray(value)) return isInt(key) ? (value as unknown[]).at(indexOf(key)) : undefined;
  const text = textOf(value);
  if (text !== undefined) return isInt(key) ? charAt(text, Number(key)) : undefined;
  if (value instanceof PyObject) return value.getItem?.(key);
  if (value instanceof Uint8Array) return isInt(key) ? value.at(Number(key)) : undefined;
  return undefined;
}

function unhashableSlice(): never {
  throw new PyError('TypeError', "unhashable type: 'slice'");
}

// an unhashable key is a TypeError, which reads as undefined
function safeDictGet(dict: ReadonlyMap<unknown, unknown>, key: unknown): unknown {
  try {
    return dictGet(dict, key);
  } catch (error) {
    if (error instanceof PyError) return undefined;
    throw error;
  }
}

const indexOf = (key: number | bigint | boolean): number => Number(key);

function charAt(text: string, index: number): string | undefined {
  return isFlat(text) ? text.at(index) : [...text].at(index);
}

function sliceOf(value: unknown, slice: Slice): unknown {
  if (Array.isArray(value)) {
    const items = take(value as unknown[], slice);
    return value instanceof Tuple ? tupleOf(items) : items;
  }
  const text = textOf(value);
  if (text !== undefined) {
    const part = take([...text], slice).join('');
    return value instanceof Markup ? new Markup(part) : part;
  }
  if (value instanceof PyObject && value.typeName === 'range') return take([...iterate(value)], slice);
  if (value instanceof Uint8Array) return Uint8Array.from(take([...value], slice));
  if (isUndefined(value) || (value instanceof PyObject && !value.typeName.startsWith('dict_')))
    return undefined;
  throw new PyError('TypeError', `'${typeName(value)}' object is not subscriptable`);
}

const iterate = (value: PyObject): Iterable<unknown> => ({ [Symbol.iterator]: () => value.iterate!() });

function take<T>(items: readonly T[], slice: Slice): T[] {
  const step = bound(slice.step) ?? 1;
  if (step === 0) throw new PyError('ValueError', 'slice step cannot be zero');
  const size = items.length;
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (index: number | undefined, fallback: number): number => {
    if (index === undefined) return fallback;
    return Math.min(high, Math.max(low, index < 0 ? index + size : index));
  };
  const start = clamp(bound(slice.start), step > 0 ? low : high);
  const stop = clamp(bound(slice.stop), step > 0 ? high : low);
  const taken: T[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) taken.push(items[i]!);
  return taken;
}

function bound(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (isInt(value)) return Number(value);
  throw new PyError('TypeError', 'slice indices must be integers or None or have an __index__ method');
}
