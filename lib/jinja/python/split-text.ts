const WHITE_RUN = /[\s\x1c-\x1f\x85]+/u;

/** str.split and str.rsplit; without a mark at runs of white space. */
export function splitText(text: string, mark: string | undefined, most: number, right: boolean): string[] {
  if (mark === undefined) return splitBlank(text, most, right);
  const pieces = text.split(mark);
  if (most < 0 || pieces.length - 1 <= most) return pieces;
  return right
    ? [pieces.slice(0, pieces.length - most).join(mark), ...pieces.slice(pieces.length - most)]
    : [...pieces.slice(0, most), pieces.slice(most).join(mark)];
}

function splitBlank(text: string, most: number, right: boolean): string[] {
  if (most < 0) return text.split(WHITE_RUN).filter((piece) => piece !== '');
  const pattern = right
    ? /^([^]*?)[\s\x1c-\x1f\x85]+([^\s\x1c-\x1f\x85]+)$/u
    : /^([^\s\x1c-\x1f\x85]+)[\s\x1c-\x1f\x85]+([^]*)$/u;
  const pieces: string[] = [];
  let rest = right ? text.trimEnd() : text.trimStart();
  for (let i = 0; i < most; i++) {
    const match = pattern.exec(rest);
    if (match === null) break;
    if (right) pieces.unshift(match[2]!);
    else pieces.push(match[1]!);
    rest = right ? match[1]! : match[2]!;
  }
  if (right) rest = most === 0 ? rest : pieces.length === 0 ? rest.trimStart() : rest;
  if (rest === '') return pieces;
  return right ? [rest, ...pieces] : [...pieces, rest];
}

const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** str.splitlines. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  let from = 0;
  for (const match of text.matchAll(LINE_BREAK)) {
    lines.push(text.slice(from, keepEnds ? match.index + match[0].length : match.index));
    from = match.index + match[0].length;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}
