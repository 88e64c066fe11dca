import type { PatternReader } from './pattern-reader.js';

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The character that an escape stands for, inside and outside of classes; the reader is behind the letter. */
export function escapedChar(reader: PatternReader, letter: string, start: number): string {
  if (letter === '') reader.fail('bad escape (end of pattern)', start);
  const control = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
  if (control !== undefined) return control;
  const width = Object.hasOwn(HEX_DIGITS, letter) ? HEX_DIGITS[letter] : undefined;
  if (width !== undefined) return hexChar(reader, width, start);
  if (/[a-zA-Z]/.test(letter)) reader.fail(`bad escape \\${letter}`, start);
  return letter;
}

function hexChar(reader: PatternReader, width: number, start: number): string {
  const [digits] = reader.take(/[\da-fA-F]{0,8}/y)!;
  reader.at -= Math.max(0, digits.length - width);
  const escape = reader.text.slice(start, reader.at);
  if (digits.length < width) reader.fail(`incomplete escape ${escape}`, start);
  const code = parseInt(digits.slice(0, width), 16);
  if (code > 0x10ffff) reader.fail(`bad escape ${escape}`, start);
  return String.fromCodePoint(code);
}

/** `\0`, `\01`, `\123`: octal; `undefined` (and nothing taken) for other digits. The reader is behind the backslash. */
export function octalChar(reader: PatternReader, start: number): string | undefined {
  const found = reader.take(/0[0-7]{0,2}|[0-7]{3}/y);
  if (found === undefined) return undefined;
  const code = parseInt(found[0], 8);
  if (code > 0o377) {
    reader.fail(`octal escape value \\${found[0]} outside of range 0-0o377`, start);
  }
  return String.fromCodePoint(code);
}
