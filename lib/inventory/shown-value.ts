import { TemplateString, trustText, type Value } from '../core/value.js';
import { VaultString } from '../yaml/vault-string.js';

/** A value as `ansible-inventory` shows it in JSON: vaults encrypted, and text that looks like a template but is none marked. */
export function shownValue(value: Value): Value {
  if (value instanceof VaultString) return new Map([['__ansible_vault', value.ciphertext]]);
  if (value instanceof TemplateString) return value.text;
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, shownValue(one)]));
  if (Array.isArray(value)) return Array.from(value, shownValue);
  if (typeof value === 'string' && trustText(value) !== value) return new Map([['__ansible_unsafe', value]]);
  return value;
}
