import type { Json } from '../core/json.js';
import { PyDate, PyFloat, TemplateString, type Dict, type Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import { VaultString } from '../yaml/vault-string.js';

/** A value as `ansible-inventory` shows it: templates as they were written, vaults encrypted. */
export function toJson(value: Value): Json {
  if (value instanceof VaultString) return { __ansible_vault: value.ciphertext };
  if (value instanceof TemplateString) return value.text;
  if (value instanceof PyDate) return value.text.replace(' ', 'T');
  if (value instanceof PyFloat) return Number.isFinite(value.value) ? value.value : textOf(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Map) return dictToJson(value);
  if (Array.isArray(value)) return Array.from(value, toJson);
  if (value instanceof Set) return [...value].map(toJson);
  return value as Json;
}

function dictToJson(dict: Dict): Json {
  const object = Object.create(null) as Record<string, Json>;
  for (const [key, value] of dict) object[textOf(key)] = toJson(value);
  return object;
}
