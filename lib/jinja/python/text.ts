import { PyText, TemplateString } from '../../core/value.js';

/** The characters of a str or of a marked str; `undefined` for everything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof PyText || value instanceof TemplateString) return value.text;
  return undefined;
}

export const isText = (value: unknown): boolean => textOf(value) !== undefined;

// lone surrogates and astral characters are rare: without them JS indices are Python's
const SURROGATE = /[\ud800-\udfff]/;

/** True when every code point is one UTF-16 unit. */
export const isFlat = (text: string): boolean => !SURROGATE.test(text);

/** len() of a str. */
export const textLength = (text: string): number => (isFlat(text) ? text.length : [...text].length);
