import { isDict, type Dict, type Value } from '../core/value.js';
import type { Field, Fields } from './field.js';
import { pythonText } from './python-text.js';

/** Every text in the values of secret fields, for masking wherever it may turn up. */
export function secretsOf(fields: Fields, args: Given): readonly string[] {
  return hidingFields(fields).flatMap(([name, field]) => {
    const value = args instanceof Map ? args.get(name) : args[name];
    if (value === undefined || value === null) return [];
    if (field.secret) return texts(value as Value);
    return field.fields && !Array.isArray(value) ? secretsOf(field.fields, value as Given) : [];
  });
}

/** As a task gives them, or parsed. */
type Given = Dict | Readonly<Record<string, unknown>>;

const hiding = new WeakMap<Fields, readonly (readonly [name: string, field: Field])[]>();

/** Those that are secret or have others inside; declarations never change. */
function hidingFields(fields: Fields): readonly (readonly [name: string, field: Field])[] {
  let found = hiding.get(fields);
  if (!found) {
    found = Object.entries(fields).filter(([, field]) => field.secret || field.fields);
    hiding.set(fields, found);
  }
  return found;
}

function texts(value: Value): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (isDict(value)) return [...value.values()].flatMap(texts);
  const text = typeof value === 'boolean' || value === null ? '' : pythonText(value);
  return text === '' ? [] : [text];
}
