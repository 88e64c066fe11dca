import { CONTROL_ESCAPES } from '../../core/control-escapes.js';
import type { SourceText } from './source-text.js';

const SIMPLE: Readonly<Record<string, string>> = {
  ...CONTROL_ESCAPES,
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{0,2})|u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|([^]))/g;

/** The value of a string literal, with Python's escapes. */
export function decodeString(source: SourceText, at: number, literal: string): string {
  const body = literal.slice(1, -1);
  if (!body.includes('\\')) return body;
  const fail = (message: string): never => {
    throw source.error('TemplateSyntaxError', message, at);
  };
  return body.replace(ESCAPE, (whole, octal, x, u, wide, other) => {
    if (octal !== undefined) return String.fromCodePoint(parseInt(octal as string, 8));
    if (x !== undefined) return fromHex(x as string, 2) ?? fail('truncated \\xXX escape');
    if (u !== undefined) return fromHex(u as string, 4) ?? fail('truncated \\uXXXX escape');
    if (wide !== undefined) return fromHex(wide as string, 8) ?? fail('truncated \\UXXXXXXXX escape');
    return SIMPLE[other as string] ?? whole;
  });
}

function fromHex(digits: string, length: number): string | undefined {
  if (digits.length !== length) return undefined;
  const code = parseInt(digits, 16);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
