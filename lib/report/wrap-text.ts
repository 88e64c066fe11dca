/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += isMark(character) ? 0 : isWide(character.codePointAt(0)!) ? 2 : 1;
  return width;
}

const isMark = (character: string): boolean => /\p{Mn}|\p{Me}|\p{Cf}/u.test(character);

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

const isWide = (code: number): boolean => wide.some(([from, to]) => code >= from && code <= to);

/**
 * Lines of at most `width` characters, broken at spaces and after hyphens, as Python's `textwrap` does;
 * `keepsSpaces` leaves the spaces around a break (`drop_whitespace=False`).
 */
export function wrapText(text: string, width: number, { keepsSpaces = false } = {}): string[] {
  const chunks =
    text.replace(/[\t\n\v\f\r]/g, ' ').match(/ +|[^ ]+?(?<=[A-Za-z]{2}-|\b\w\w-)(?=[A-Za-z]{2})|[^ ]+/g) ??
    [];
  const lines: string[] = [];
  let line = '';
  for (let chunk of chunks) {
    if (!keepsSpaces && line === '' && lines.length > 0 && chunk.trim() === '') continue;
    if (line.length + chunk.length > width) {
      if (line.trim() !== '') lines.push(keepsSpaces ? line : line.trimEnd());
      line = '';
      if (!keepsSpaces && chunk.trim() === '') continue;
      for (; chunk.length > width; chunk = chunk.slice(width)) lines.push(chunk.slice(0, width));
    }
    line += chunk;
  }
  if (line.trim() !== '') lines.push(keepsSpaces ? line : line.trimEnd());
  return lines;
}
