import { parse, TomlDate, TomlError, type TomlValue } from 'smol-toml';
import { TsplayError, excerptOf } from '../core/problem.js';
import { PyDate, PyFloat, type Dict, type Value } from '../core/value.js';

/**
 * TOML 1.0 (https://toml.io) as Python reads it: 2.0 stays a float, a date a date.
 * @throws TsplayError with the place of a mistake
 */
export function readToml(text: string, file: string): Dict {
  try {
    return dictOf(parse(text, { integersAsBigInt: true }));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const at = { file, line: error.line, column: error.column };
    const message = error.message.split('\n')[0]!;
    throw new TsplayError({ code: 'toml-syntax', message, at, excerpt: excerptOf(text, at) });
  }
}

const dictOf = (table: Readonly<Record<string, TomlValue>>): Dict =>
  new Map(Object.entries(table).map(([key, value]) => [key, valueOf(value)]));

function valueOf(value: TomlValue): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number')
    return Number.isInteger(value) || !Number.isFinite(value) ? new PyFloat(value) : value;
  if (value instanceof TomlDate) return dateOf(value);
  if (Array.isArray(value)) return value.map(valueOf);
  return typeof value === 'object' ? dictOf(value) : value;
}

// `1979-05-27T07:32:00.000Z` is `1979-05-27 07:32:00+00:00` to Python
function dateOf(date: TomlDate): Value {
  const text = date.toISOString();
  if (date.isTime()) return text;
  if (date.isDate()) return new PyDate('date', text);
  const python = text
    .replace('T', ' ')
    .replace('Z', '+00:00')
    .replace(/\.(\d{3})/, (_, ms: string) => (ms === '000' ? '' : `.${ms}000`));
  return new PyDate('datetime', python);
}
