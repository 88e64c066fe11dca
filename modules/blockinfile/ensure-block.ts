import { pythonPattern, type Edited } from '../../lib/module/index.js';
import { linesWithEnds } from '../lineinfile/lines-of.js';

export interface Block {
  /** Empty: the block is to go. */
  readonly block: string;
  readonly marker: string;
  readonly marker_begin: string;
  readonly marker_end: string;
  readonly insertafter?: string | undefined;
  readonly insertbefore?: string | undefined;
  readonly append_newline: boolean;
  readonly prepend_newline: boolean;
}

/** The text with the block between its markers, moved to where it belongs when it is new. */
export function ensureBlock(before: string, wanted: Block): Edited {
  const lines = linesWithEnds(before);
  const { first, last } = markersOf(wanted);
  const old = findOld(lines, first, last);
  const at = old ? old.from : placeFor(lines, wanted);
  if (old) lines.splice(old.from, old.to - old.from + 1);
  if (wanted.block !== '') {
    if (at > 0 && !lines[at - 1]!.endsWith('\n')) lines[at - 1] += '\n';
    lines.splice(at, 0, ...blockLines(wanted, first, last, lines, at));
  }
  const text = lines.join('');
  return { text, msg: text === before ? '' : wanted.block === '' ? 'Block removed' : 'Block inserted' };
}

/** The lines around the block, with their ends. */
export const markersOf = ({ marker, marker_begin, marker_end }: Block): { first: string; last: string } => ({
  first: ended(marker.replaceAll('{mark}', marker_begin)),
  last: ended(marker.replaceAll('{mark}', marker_end)),
});

export const ended = (line: string): string => (line.endsWith('\n') ? line : `${line}\n`);

function findOld(
  lines: readonly string[],
  first: string,
  last: string,
): { from: number; to: number } | undefined {
  const from = lines.findLastIndex((line) => ended(line) === first);
  const to = lines.findLastIndex((line) => ended(line) === last);
  if (from < 0 || to < 0) return undefined;
  return from < to ? { from, to } : { from: to, to: from };
}

function placeFor(lines: readonly string[], wanted: Block): number {
  if (wanted.insertbefore === 'BOF') return 0;
  const place = wanted.insertbefore ?? wanted.insertafter ?? 'EOF';
  if (place === 'EOF') return lines.length;
  const pattern = pythonPattern(place, 'a');
  if (/^\(\?[aisux]*m/.test(place)) return placeOfText(lines, pattern, wanted.insertbefore !== undefined);
  const found = lines.findLastIndex((line) => pattern.test(line));
  if (found < 0) return lines.length;
  return wanted.insertbefore === undefined ? found + 1 : found;
}

// a pattern with (?m) may span lines: it is looked for in the whole text
function placeOfText(lines: readonly string[], pattern: RegExp, isBefore: boolean): number {
  const text = lines.join('');
  const match = pattern.exec(text);
  if (!match) return lines.length;
  const until = isBefore ? match.index : match.index + match[0].length;
  return text.slice(0, until).split('\n').length - (isBefore ? 1 : 0);
}

function blockLines(
  wanted: Block,
  first: string,
  last: string,
  lines: readonly string[],
  at: number,
): string[] {
  const before = wanted.prepend_newline && at > 0 && lines[at - 1] !== '\n' ? ['\n'] : [];
  const after = wanted.append_newline && at < lines.length && lines[at] !== '\n' ? ['\n'] : [];
  return [...before, first, ...linesWithEnds(ended(wanted.block)), last, ...after];
}
