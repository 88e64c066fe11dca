import { isDict } from '../../core/value.js';
import type { Method } from './methods.js';
import { needText } from './need-text.js';
import { isNumber } from './numbers.js';
import { PyError } from './py-error.js';
import { textOf } from './text.js';
import { typeName } from './type-name.js';

/** str.translate: of a dict from codes to codes, text or None. */
export const translate: Method<string> = (self, args) => {
  const table = args[0];
  if (isNumber(table) || table === null)
    throw new PyError('TypeError', `'${typeName(table)}' object is not subscriptable`);
  if (!isDict(table)) return self;
  return [...self]
    .map((char) => {
      const value = table.get(char.codePointAt(0)!);
      if (value === undefined) return char;
      return value === null
        ? ''
        : typeof value === 'number'
          ? String.fromCodePoint(value)
          : (textOf(value) ?? char);
    })
    .join('');
};

/** str.maketrans: what translate takes. */
export const makeTrans: Method<string> = (_self, [from, to, gone]) => {
  if (to === undefined) {
    if (!isDict(from))
      throw new PyError('TypeError', 'if you give only one argument to maketrans it must be a dict');
    const codes = [...from].map(([key, value]) => [textOf(key)?.codePointAt(0) ?? key, value] as const);
    return new Map<unknown, unknown>(codes);
  }
  const [left, right, dropped] = [from, to, gone ?? ''].map((part, n) => [
    ...needText(part, (type) => `maketrans() argument ${n + 1} must be str, not ${type}`),
  ]) as [string[], string[], string[]];
  if (left.length !== right.length)
    throw new PyError('ValueError', 'the first two maketrans arguments must have equal length');
  const table = new Map<unknown, unknown>(
    left.map((char, n) => [char.codePointAt(0)!, right[n]!.codePointAt(0)!]),
  );
  for (const char of dropped) table.set(char.codePointAt(0)!, null);
  return table;
};
