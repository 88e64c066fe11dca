import type { YamlScalar } from '../types.js';
import { NEWLINE, SPACE, textScalar, Unusual, type Cursor } from './cursor.js';

/** The text under `|` or `>`, right of column `outer`. */
export function readBlockText(cursor: Cursor, outer: number): YamlScalar {
  const at = cursor.at(cursor.pos);
  const header = /^([|>])(-?) *$/.exec(cursor.rest());
  if (header === null) throw new Unusual();
  cursor.pos = cursor.lineEnd();
  const lines = readLines(cursor, outer);
  const end = header[2] === '' ? '\n' : '';
  return header[1] === '|'
    ? textScalar(lines.join('\n') + end, at, 'literal')
    : textScalar(fold(lines) + end, at, 'folded');
}

/** The lines up to the last with text in it, without their indent; leaves the cursor at the end of one. */
function readLines(cursor: Cursor, outer: number): readonly string[] {
  const { text } = cursor;
  const lines: string[] = [];
  let indent = -1;
  let count = 0;
  while (text.charCodeAt(cursor.pos) === NEWLINE) {
    const start = cursor.pos + 1;
    const first = indexOfText(text, start);
    const code = text.charCodeAt(first);
    const isBlank = code === NEWLINE || first >= text.length;
    if (indent === -1 && (isBlank || first - start <= Math.max(outer, 0))) throw new Unusual();
    if (indent === -1) indent = first - start;
    if (isBlank ? first - start > indent : first - start < indent) {
      if (isBlank) throw new Unusual();
      break;
    }
    cursor.nextLine();
    cursor.pos = cursor.lineEnd();
    lines.push(isBlank ? '' : text.slice(start + indent, cursor.pos));
    if (!isBlank) count = lines.length;
  }
  // without a line break at its end the last line is a case of its own
  if (cursor.pos >= text.length && text.charCodeAt(text.length - 1) !== NEWLINE) throw new Unusual();
  return lines.slice(0, count);
}

function indexOfText(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

function fold(lines: readonly string[]): string {
  if (lines.some((line) => line.startsWith(' '))) throw new Unusual();
  return foldLines(lines);
}

/** One line break is a space, those after it stay. */
export function foldLines(lines: readonly string[]): string {
  let text = lines[0]!;
  let blanks = 0;
  for (const line of lines.slice(1)) {
    if (line === '') {
      blanks++;
      continue;
    }
    text += (blanks === 0 ? ' ' : '\n'.repeat(blanks)) + line;
    blanks = 0;
  }
  return text;
}
