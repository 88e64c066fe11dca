import { PyDate, PyFloat, TemplateString, type Value } from '../core/value.js';
import { floatText } from '../core/float-text.js';
import { PyDateTime, pyStr } from '../jinja/index.js';
import { resolveScalar } from '../yaml/resolve-scalar.js';

/** A scalar's text, before any quotes. */
export function scalarText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof PyFloat || (typeof value === 'number' && !Number.isInteger(value)))
    return yamlFloat(value);
  if (value instanceof PyDate) return value.text;
  if (value instanceof TemplateString) return value.text;
  return pyStr(value);
}

/** A date or time, of a file or of a template. */
export const isTime = (value: unknown): boolean => value instanceof PyDate || value instanceof PyDateTime;

function yamlFloat(value: PyFloat | number): string {
  const number = value instanceof PyFloat ? value.value : value;
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number > 0 ? '.inf' : '-.inf';
  const text = floatText(number);
  return text.includes('.') ? text : text.replace('e', '.0e');
}

/** Is it read back as text when written without quotes? */
export function resolves(text: string): boolean {
  try {
    return typeof resolveScalar(text, 'plain') === 'string';
  } catch {
    return false;
  }
}

/** In which styles a text may be written. */
export interface Looks {
  readonly flowPlain: boolean;
  readonly blockPlain: boolean;
  readonly single: boolean;
}

export function analyze(text: string, allowUnicode: boolean): Looks {
  const special =
    /[^\n\x20-\x7e\x85\u00a0-\ud7ff\ue000-\ufffd]|\ufeff/u.test(text) ||
    (!allowUnicode && /[^\n\x20-\x7e]/.test(text));
  const breaks = /[\n\u0085\u2028\u2029]/;
  const edges = /^[ \n]|[ \n]$/.test(text);
  const spaceBreak = / [\n\u0085\u2028\u2029]/.test(text);
  const breakSpace = /[\n\u0085\u2028\u2029] /.test(text);
  const flowIndicators =
    /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?:]|^-(?:[ \n\t]|$)|[,?[\]{}]|:|(?<=[ \n\t])#/.test(text);
  const blockIndicators =
    /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?:](?:[ \n\t]|$)|^-(?:[ \n\t]|$)|:(?:[ \n\t]|$)|(?<=[ \n\t])#/.test(
      text,
    );
  const multi = breaks.test(text);
  const plain = !edges && !special && !multi && !spaceBreak && !breakSpace;
  return {
    flowPlain: plain && !flowIndicators,
    blockPlain: plain && !blockIndicators,
    single: !special && !spaceBreak && !breakSpace,
  };
}

const DOUBLE_ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** The escape of a character in double quotes; undefined when it needs none. */
export function escapeFor(char: string, allowUnicode: boolean): string | undefined {
  if (Object.hasOwn(DOUBLE_ESCAPES, char) && char !== '\u00a0') return `\\${DOUBLE_ESCAPES[char]!}`;
  const code = char.codePointAt(0)!;
  if (code >= 0x20 && code <= 0x7e) return undefined;
  if (
    allowUnicode &&
    ((code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff))
  )
    return undefined;
  if (char === '\u00a0') return '\\_';
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const hex = (code: number, width: number): string => code.toString(16).toUpperCase().padStart(width, '0');
