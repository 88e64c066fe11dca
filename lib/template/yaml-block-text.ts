/** Text of several lines as a literal block (`|`); undefined when it is of one line or a block cannot say it. */
export function blockTextOf(
  value: string,
  readable: boolean,
  step: number,
  indent: number,
): string | undefined {
  if (!/[\n\r\x1c-\x1e\x85\u2028\u2029]/.test(value)) return undefined;
  const text = readable
    ? value
        .trimEnd()
        .replace(/[ \t]+$/gm, '')
        .replaceAll('\t', '        ')
    : value;
  return literalTextOf(text, step, indent);
}

/** Text as a literal block; undefined when a block cannot say it. */
export function literalTextOf(text: string, step: number, indent: number): string | undefined {
  if (
    text === '' ||
    / \n| $/.test(text) ||
    /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)
  )
    return undefined;
  const hint = /^[ \n]/.test(text) ? String(step) : '';
  const chomp = !text.endsWith('\n') ? '-' : text.length === 1 || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').replace(/^(?=[^\n])/gm, ' '.repeat(indent));
  return `|${hint}${chomp}\n${lines}`;
}
