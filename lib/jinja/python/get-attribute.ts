import { isDict } from '../../core/value.js';
import { getItem } from './get-item.js';
import { ownAttribute } from './methods.js';
import { PyError } from './py-error.js';
import { PyObject } from './py-object.js';
import { pyRepr } from './repr.js';
import { typeName } from './type-name.js';
import { Undefined, type UndefinedKind } from './undefined.js';

/** `value.name`: the attribute, else the item, else undefined. */
export function attributeOf(value: unknown, name: string, kind: UndefinedKind): unknown {
  if (value instanceof Undefined) return ofUndefined(value, kind);
  const attribute = ownAttribute(value, name);
  if (attribute !== undefined) return attribute;
  const item = isDict(value)
    ? value.get(name)
    : value instanceof PyObject
      ? value.getItem?.(name)
      : undefined;
  return item === undefined ? missing(value, name, kind) : item;
}

/** `value[key]`: the item, else for text the attribute, else undefined. */
export function itemOf(value: unknown, key: unknown, kind: UndefinedKind): unknown {
  if (value instanceof Undefined) return ofUndefined(value, kind);
  const item = getItem(value, key);
  if (item !== undefined) return item;
  if (key instanceof Undefined) return keyUndefined(key);
  if (typeof key !== 'string') return missing(value, key, kind);
  const attribute = ownAttribute(value, key);
  return attribute === undefined ? missing(value, key, kind) : attribute;
}

function ofUndefined(value: Undefined, kind: UndefinedKind): Undefined {
  if (value.kind === 'chainable' || (kind === 'chainable' && value.kind !== 'lenient')) return value;
  throw value.error();
}

function keyUndefined(key: Undefined): never {
  throw key.error();
}

function missing(value: unknown, name: unknown, kind: UndefinedKind): Undefined {
  const module = value instanceof PyObject && value.module !== undefined ? `${value.module}.` : '';
  const owner = value === null ? 'None' : `${module}${typeName(value)} object`;
  const message =
    typeof name === 'string'
      ? `'${owner}' has no attribute ${/^\w+$/.test(name) ? `'${name}'` : pyRepr(name)}`
      : `${owner} has no element ${safeRepr(name)}`;
  return new Undefined(kind, name, message);
}

function safeRepr(name: unknown): string {
  try {
    return pyRepr(name);
  } catch (error) {
    if (error instanceof PyError) return '?';
    throw error;
  }
}
