/** `a b key=value other="x y"` as options; the words without `=` under `_raw_params`. */
export function parseTerm(text: string): Map<string, string> {
  const options = new Map<string, string>();
  const bare: string[] = [];
  for (const word of words(text)) {
    const at = word.indexOf('=');
    if (at > 0 && word[at - 1] !== '\\')
      options.set(word.slice(0, at).trim(), unquote(word.slice(at + 1).trim()));
    else bare.push(word.replaceAll('\\=', '='));
  }
  if (bare.length > 0) options.set('_raw_params', bare.join(' '));
  return options;
}

const words = (text: string): string[] =>
  text.match(/(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^\s"']|["'])+/g) ?? [];

const unquote = (text: string): string =>
  text.length > 1 && (text[0] === '"' || text[0] === "'") && text.at(-1) === text[0]
    ? text.slice(1, -1)
    : text;
