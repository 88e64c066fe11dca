import { CONTROL_ESCAPES } from '../core/control-escapes.js';
/** `key=value` text, split into its options and the text that is left. */
export interface KeyValueText {
  readonly options: ReadonlyMap<string, string>;
  /** What is not `key=value`, with its own quotes and blanks; '' when nothing is left. */
  readonly raw: string;
}

/**
 * Reads Ansible's short form: `src=a dest="b c"`.
 *
 * For free-form modules (`command`, `shell`, …) only the module's own options are taken out of the text:
 * `chdir=/tmp echo a=1` is the option chdir and the command `echo a=1`.
 *
 * @example parseKeyValue('src=a mode="0644"') // options: src → a, mode → 0644; raw: ''
 * @throws Error when a quote or `{{` is not closed.
 */
export function parseKeyValue(written: string, rawOptions?: readonly string[]): KeyValueText {
  const text = joinLines(written);
  const options = new Map<string, string>();
  const rest: Word[] = [];
  for (const word of splitWords(text)) {
    const option = optionOf(word.text);
    if (option && (!rawOptions || rawOptions.includes(option.key))) options.set(option.key, option.value);
    else rest.push(word);
  }
  return { options, raw: joinRest(text, rest) };
}

/** A backslash that stands alone is no word: at the end of a line, the next line belongs to it. */
function joinLines(text: string): string {
  if (!/(^|\s)\\(\s|$)/.test(text)) return text;
  let out = '';
  let at = 0;
  for (const { start, end } of splitWords(text)) {
    const word = text.slice(start, end);
    const blanks = text.slice(at, start);
    out += blanks;
    at = end;
    if (!/^\\(\s|$)/.test(word)) {
      out += word;
      continue;
    }
    const [, isLine, indent = '', rest = ''] = /^\\([^\S\n]|\n)?([^\S\n]*)([^]*)$/.exec(word) ?? [];
    out = out.replace(/[^\S\n]+$/, '');
    if (rest !== '' || isLine !== '\n') out += indent || (rest === '' ? '' : ' ');
    out += rest;
  }
  return out + text.slice(at);
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words are split at blanks outside quotes and outside `{{ }}`, `{% %}`, `{# #}`. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let start = -1;
  let quote = '';
  const open: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (!quote && open.length === 0 && /\s/.test(c)) {
      if (start >= 0) words.push({ text: text.slice(start, i), start, end: i });
      start = -1;
      continue;
    }
    if (start < 0) start = i;
    const pair = text.slice(i, i + 2);
    if (!quote && closerOf[pair]) {
      open.push(closerOf[pair]);
      i++;
    } else if (!quote && open.at(-1) === pair) {
      open.pop();
      i++;
    } else if (open.length === 0) {
      if (c === '\\') i++;
      else if (quote) quote = c === quote ? '' : quote;
      else if (c === '"' || c === "'") quote = c;
    }
  }
  if (quote || open.length > 0) throw new Error('unbalanced quotes or template braces');
  if (start >= 0) words.push({ text: text.slice(start), start, end: text.length });
  return words;
}

const closerOf: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };

// The key may be a template: `set_fact: "{{ item }}=1"`.
function optionOf(word: string): { key: string; value: string } | undefined {
  const match = /^((?:\{\{[^]*?\}\}|[^=\\{])+)=([^]*)$/.exec(word);
  return match ? { key: match[1]!, value: unquote(decodeEscapes(match[2]!)) } : undefined;
}

export function unquote(text: string): string {
  const quote = text[0];
  const quoted =
    text.length > 1 && (quote === '"' || quote === "'") && text.at(-1) === quote && text.at(-2) !== '\\';
  return quoted ? text.slice(1, -1) : text;
}

// As in Python string literals, but without octal numbers (`\1` is for patterns); other backslashes stay.
function decodeEscapes(text: string): string {
  return text.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[abfnrtv'"\\])/g,
    (whole, code: string) => {
      const plain = escapes[code];
      if (plain !== undefined) return plain;
      const value = parseInt(code.slice(1), 16);
      return value <= 0x10ffff ? String.fromCodePoint(value) : whole;
    },
  );
}

const escapes: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, "'": "'", '"': '"', '\\': '\\' };

// An option goes together with the blanks behind it; all other blanks stay as they were written.
function joinRest(text: string, rest: readonly Word[]): string {
  let out = '';
  for (const [i, word] of rest.entries()) {
    if (i > 0) out += blanksAt(text, rest[i - 1]!.end);
    out += word.text;
  }
  return rest.length > 0 ? out + /\s*$/.exec(text)![0] : out;
}

const blanksAt = (text: string, from: number): string => /^\s+/.exec(text.slice(from))?.[0] ?? '';
