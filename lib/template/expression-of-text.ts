/** `a == '{{ b }}'` as the expression it means: `a == '' ~ (b) ~ ''`. What b holds is never read as code. */
export function expressionOfText(text: string): string {
  let quote = '';
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const inner = text.startsWith('{{', at) ? /^\{\{[-+]?([^]*?)[-+]?\}\}/.exec(text.slice(at)) : null;
    if (inner) {
      const code = `(${inner[1]!.trim()})`;
      out += quote ? `${quote} ~ ${code} ~ ${quote}` : code;
      at += inner[0].length - 1;
      continue;
    }
    const char = text[at]!;
    if (char === quote) quote = '';
    else if (!quote && (char === "'" || char === '"')) quote = char;
    out += char;
  }
  return out;
}
