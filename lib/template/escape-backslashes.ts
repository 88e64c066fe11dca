/**
 * Ansible's rule for values (not for template files): in `{{ }}` a backslash of a string literal stands for
 * itself, so that `'\1'` reaches regex_replace as written. Blocks keep Jinja's rule.
 */
export function escapeBackslashes(text: string): string {
  if (!text.includes('\\') || !text.includes('{{')) return text;
  let out = '';
  let at = 0;
  for (;;) {
    OPEN.lastIndex = at;
    const open = OPEN.exec(text);
    if (!open) return out + text.slice(at);
    out += text.slice(at, open.index);
    const end = endOf(text, open);
    const region = text.slice(open.index, end);
    out += open[0] === '{{' ? region.replace(STRING, (literal) => literal.replaceAll('\\', '\\\\')) : region;
    at = end;
  }
}

const OPEN = /\{%[-+]?\s*raw\s*[-+]?%\}|\{\{|\{%|\{#/g;
const STRING = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/g;

function endOf(text: string, open: RegExpExecArray): number {
  const start = open.index + open[0].length;
  if (open[0] === '{#') return after(text, '#}', start);
  if (open[0].endsWith('%}')) return endOfRaw(text, start);
  return endOfCode(text, start, open[0] === '{{' ? '}}' : '%}');
}

function after(text: string, close: string, from: number): number {
  const at = text.indexOf(close, from);
  return at < 0 ? text.length : at + close.length;
}

function endOfRaw(text: string, from: number): number {
  const close = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
  close.lastIndex = from;
  return close.exec(text) ? close.lastIndex : text.length;
}

// strings and braces of dicts do not close the expression
function endOfCode(text: string, from: number, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (depth === 0 && text.startsWith(close, at)) return at + 2;
    if (char === '{') depth++;
    else if (char === '}' && depth > 0) depth--;
    else if (char === "'" || char === '"') at = endOfString(text, at, char);
  }
  return text.length;
}

function endOfString(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at;
}
