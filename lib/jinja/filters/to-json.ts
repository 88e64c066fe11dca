import { jsonFloat } from '../../core/json-float.js';
import { isDict } from '../../core/value.js';
import { pyOrder } from '../python/compare.js';
import { isFloat, isNumber, toNumber } from '../python/numbers.js';
import { PyError } from '../python/py-error.js';
import { pyStr } from '../python/repr.js';
import { textOf } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { Undefined } from '../python/undefined.js';

/** json.dumps(value, sort_keys=True), ASCII only, on lines with `indent`. */
export function toJson(value: unknown, indent: number | undefined, level = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isNumber(value)) return numberText(value);
  const text = textOf(value);
  if (text !== undefined) return quoteJson(text);
  if (Array.isArray(value))
    return list(
      '[]',
      value.map((item) => toJson(item, indent, level + 1)),
      indent,
      level,
    );
  if (isDict(value)) return dictText(value, indent, level);
  if (value instanceof Undefined && value.kind !== 'lenient') throw value.error();
  throw new PyError(
    'TypeError',
    `Object of type ${typeName(value).replace('datetime.', '')} is not JSON serializable`,
  );
}

function numberText(value: Parameters<typeof toNumber>[0]): string {
  if (!isFloat(value)) return pyStr(value);
  return jsonFloat(toNumber(value));
}

function quoteJson(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\uffff]/g, (char) =>
    char === '\x7f' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function dictText(dict: ReadonlyMap<unknown, unknown>, indent: number | undefined, level: number): string {
  const pairs = [...dict].sort(([a], [b]) => pyOrder(a, b));
  const entries = pairs.map(([key, value]) => `${keyText(key)}: ${toJson(value, indent, level + 1)}`);
  return list('{}', entries, indent, level);
}

function keyText(key: unknown): string {
  const text = textOf(key);
  if (text !== undefined) return quoteJson(text);
  if (key === null || isNumber(key)) return `"${toJson(key, undefined)}"`;
  throw new PyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function list(brackets: string, items: readonly string[], indent: number | undefined, level: number): string {
  if (items.length === 0) return brackets;
  if (indent === undefined) return brackets[0]! + items.join(', ') + brackets[1]!;
  const pad = '\n' + ' '.repeat(indent * (level + 1));
  return brackets[0]! + pad + items.join(`,${pad}`) + '\n' + ' '.repeat(indent * level) + brackets[1]!;
}
