import { expandTemplate, pythonPattern, type Edited } from '../../lib/module/index.js';
import { linesWithEnds, withoutEnd } from './lines-of.js';

export interface Wanted {
  readonly line: string;
  readonly regexp?: string | undefined;
  readonly search_string?: string | undefined;
  readonly backrefs: boolean;
  readonly insertafter?: string | undefined;
  readonly insertbefore?: string | undefined;
  readonly firstmatch: boolean;
}

/** The text with the line in it: in place of the one that matches, else where it is to be inserted. */
export function ensureLine(before: string, wanted: Wanted): Edited {
  const lines = linesWithEnds(before);
  const spots = findSpots(lines, wanted);
  const changed =
    spots.replace === undefined ? insert(lines, wanted, spots.insert) : replace(lines, wanted, spots.replace);
  return changed === undefined ? { text: before, msg: '' } : { text: lines.join(''), msg: changed };
}

interface Spots {
  /** The line that is replaced, and how it matched. */
  readonly replace?: { readonly index: number; readonly match: RegExpExecArray | undefined };
  /** Before which line a new one goes; undefined when no pattern said so. */
  readonly insert?: number;
}

function findSpots(lines: readonly string[], wanted: Wanted): Spots {
  const regexp = wanted.regexp === undefined ? undefined : pythonPattern(wanted.regexp, 'a');
  const place = placePattern(wanted);
  let spots: Spots = {};
  for (const [index, line] of lines.entries()) {
    const match = regexp?.exec(line) ?? undefined;
    if (matches(line, wanted, match)) {
      spots = { ...spots, replace: { index, match } };
      if (wanted.firstmatch) break;
    } else if (place?.test(line)) {
      const at = wanted.insertafter !== undefined ? index + 1 : index;
      if (!wanted.firstmatch || spots.insert === undefined) spots = { ...spots, insert: at };
    }
  }
  return spots;
}

function matches(line: string, wanted: Wanted, match: RegExpExecArray | undefined): boolean {
  if (wanted.regexp !== undefined) return match !== undefined;
  if (wanted.search_string !== undefined) return line.includes(wanted.search_string);
  return withoutEnd(line) === wanted.line;
}

function placePattern(wanted: Wanted): RegExp | undefined {
  const place = wanted.insertafter ?? wanted.insertbefore;
  return place === undefined || place === 'EOF' || place === 'BOF' ? undefined : pythonPattern(place, 'a');
}

function replace(lines: string[], wanted: Wanted, spot: NonNullable<Spots['replace']>): string | undefined {
  const line = wanted.backrefs && spot.match ? expandTemplate(wanted.line, spot.match) : wanted.line;
  const ended = line.endsWith('\n') ? line : `${line}\n`;
  if (lines[spot.index] === ended) return undefined;
  lines[spot.index] = ended;
  return 'line replaced';
}

function insert(lines: string[], wanted: Wanted, at: number | undefined): string | undefined {
  if (wanted.backrefs || lines.some((line) => withoutEnd(line) === wanted.line)) return undefined;
  const ended = `${wanted.line}\n`;
  if (wanted.insertbefore === 'BOF' || wanted.insertafter === 'BOF') {
    lines.unshift(ended);
  } else if (at === undefined || at === lines.length) {
    const last = lines.at(-1);
    if (last !== undefined && !/[\r\n]$/.test(last)) lines[lines.length - 1] = `${last}\n`;
    lines.push(ended);
  } else {
    lines.splice(at, 0, ended);
  }
  return 'line added';
}
