import { stringify, TomlDate } from 'smol-toml';
import { PyDate, PyFloat, TemplateString, type Dict, type Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import { VaultString } from '../yaml/vault-string.js';

/**
 * A dict as TOML 1.0 (https://toml.io). Keys with nothing are left out.
 * @throws RangeError for what TOML has no words for
 */
export const writeToml = (dict: Dict): string => `${stringify(tableOf(dict), { numbersAsFloat: true })}\n`;

function tableOf(dict: Dict): Record<string, unknown> {
  const table = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of dict) {
    if (typeof key !== 'string') throw cannot(`the key ${textOf(key)}, which is no text`);
    if (value !== null) table[key] = plain(value);
  }
  return table;
}

function plain(value: Value): unknown {
  if (value instanceof Map) return tableOf(value);
  if (value instanceof PyDate) return new TomlDate(value.text.replace(' ', 'T'));
  if (value instanceof PyFloat) return value.value;
  if (value instanceof TemplateString) return value.text;
  if (value instanceof VaultString) throw cannot('an encrypted value');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value) || value instanceof Set) return [...value].map(itemOf);
  return value;
}

function itemOf(value: Value): unknown {
  if (value === null) throw cannot('a list with nothing at one of its places');
  return plain(value);
}

const cannot = (what: string): RangeError =>
  new RangeError(`The source inventory contains a value that cannot be represented in TOML: ${what}`);
