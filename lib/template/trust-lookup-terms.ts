/**
 * `lookup('file', '/etc/{{ name }}')` of the user's own text as `lookup('file', ('/etc/' ~ (name) ~ ''))`:
 * Ansible templates the terms of lookups. Only what stands in the text itself is read as code; what a variable
 * holds stays data.
 */
export function trustLookupTerms(text: string): string {
  if (!CALL.test(text) || !/["'][^"']*\{\{/.test(text)) return text;
  let out = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const call = depth === 0 ? callAt(text, at) : undefined;
    if (call !== undefined) {
      out += call;
      at += call.length - 1;
      depth = 1;
      continue;
    }
    const literal = depth > 0 ? literalAt(text, at) : undefined;
    if (literal !== undefined) {
      out += literal.includes('{{') ? concatenation(literal) : literal;
      at += literal.length - 1;
      continue;
    }
    if (depth > 0 && '([{'.includes(text[at]!)) depth++;
    if (depth > 0 && ')]}'.includes(text[at]!)) depth--;
    out += text[at]!;
  }
  return out;
}

const CALL = /\b(?:lookup|query|q)\s*\(/;

function callAt(text: string, at: number): string | undefined {
  if (at > 0 && /[\w.]/.test(text[at - 1]!)) return undefined;
  return /^(?:lookup|query|q)\s*\(/.exec(text.slice(at, at + 40))?.[0];
}

function literalAt(text: string, at: number): string | undefined {
  const quote = text[at];
  if (quote !== "'" && quote !== '"') return undefined;
  let end = at + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  return end < text.length ? text.slice(at, end + 1) : undefined;
}

function concatenation(literal: string): string {
  const quote = literal[0]!;
  // a lone variable keeps its type
  const name = /^\{\{\s*([A-Za-z_]\w*)\s*\}\}$/.exec(literal.slice(1, -1))?.[1];
  if (name !== undefined) return `(${name})`;
  return `(${literal.replace(/\{\{([^]*?)\}\}/g, (_all, code: string) => `${quote} ~ (${code.trim()}) ~ ${quote}`)})`;
}
