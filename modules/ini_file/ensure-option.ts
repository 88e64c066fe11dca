import { escapeRegex } from '../../lib/core/escape-regex.js';
import { linesWithEnds } from '../lineinfile/lines-of.js';

export interface Option {
  readonly section: string | undefined;
  readonly option: string | undefined;
  readonly values: readonly string[];
  readonly state: 'absent' | 'present';
  readonly exclusive: boolean;
  readonly no_extra_spaces: boolean;
  readonly allow_no_value: boolean;
}

export interface Ensured {
  readonly text: string;
  readonly msg: string;
}

/** The text of an INI file with an option (or a whole section) as it is wanted. */
export function ensureOption(before: string, wanted: Option): Ensured {
  const lines = linesWithEnds(before);
  if (lines.length > 0 && !lines.at(-1)!.endsWith('\n')) lines[lines.length - 1] += '\n';
  // a new file begins with an empty line, as the real module leaves it
  if (lines.length === 0) lines.push('\n');
  const place = sectionOf(lines, wanted.section);
  const msg = place ? inSection(lines, place, wanted) : newSection(lines, wanted);
  return msg === 'OK' ? { text: before, msg } : { text: lines.join(''), msg };
}

interface Section {
  /** The first line below the header. */
  readonly from: number;
  /** The header of the next section, or the end. */
  readonly to: number;
}

const isHeader = (line: string): boolean => /^\s*\[.*\]\s*$/.test(line.replace(/[#;].*$/, ''));

// without a name: the options before the first header
function sectionOf(lines: readonly string[], name: string | undefined): Section | undefined {
  let from = 0;
  if (name !== undefined) {
    const at = lines.findIndex((line) => line.replace(/\s*([#;].*)?$/s, '').trim() === `[${name}]`);
    if (at < 0) return undefined;
    from = at + 1;
  }
  const next = lines.findIndex((line, i) => i >= from && isHeader(line));
  return { from, to: next < 0 ? lines.length : next };
}

function newSection(lines: string[], wanted: Option): string {
  if (wanted.state === 'absent') return 'OK';
  lines.push(`[${wanted.section}]\n`, ...optionLines(wanted, wanted.values));
  return wanted.option === undefined ? 'only section added' : 'section and option added';
}

function inSection(lines: string[], place: Section, wanted: Option): string {
  if (wanted.option === undefined) return wholeSection(lines, place, wanted);
  const found = wanted.state === 'absent' ? removeOption : setOption;
  return found(lines, place, wanted, matcher(wanted.option));
}

function wholeSection(lines: string[], place: Section, wanted: Option): string {
  if (wanted.state === 'present' || wanted.section === undefined) return 'OK';
  lines.splice(place.from - 1, place.to - place.from + 1);
  return 'section removed';
}

type Match = (
  line: string,
) => { readonly isComment: boolean; readonly value: string | undefined } | undefined;

function matcher(option: string): Match {
  const pattern = new RegExp(
    `^[ \\t]*([#;]?)[ \\t]*${escapeRegex(option)}[ \\t]*(?:(=)[ \\t]*(.*?))?[ \\t\\r\\n]*$`,
    's',
  );
  return (line) => {
    const match = pattern.exec(line);
    return match
      ? { isComment: match[1] !== '', value: match[2] === undefined ? undefined : match[3] }
      : undefined;
  };
}

function removeOption(lines: string[], place: Section, wanted: Option, match: Match): string {
  let removed = false;
  for (let i = place.to - 1; i >= place.from; i--) {
    const found = match(lines[i]!);
    if (!found || found.isComment) continue;
    if (!wanted.exclusive && !wanted.values.includes(found.value ?? '')) continue;
    lines.splice(i, 1);
    removed = true;
  }
  return removed ? 'option changed' : 'OK';
}

function setOption(lines: string[], place: Section, wanted: Option, match: Match): string {
  const here = lines.slice(place.from, place.to);
  const missing = wanted.allow_no_value && wanted.values.length === 0 ? [''] : [...wanted.values];
  let changed = false;
  // what is right already stays where it is
  const kept = here.map((line) => {
    const found = match(line);
    const at = found && !found.isComment ? missing.indexOf(found.value ?? '') : -1;
    if (at < 0) return false;
    const text = optionLines(wanted, [missing.splice(at, 1)[0]!])[0]!;
    return wanted.no_extra_spaces && text !== line ? true : true;
  });
  const next: string[] = [];
  // then active lines are given the new values, then lines that are commented out
  const turns = [false, true].map((isComment) =>
    here.flatMap((line, i) => (match(line)?.isComment === isComment && !kept[i] ? [i] : [])),
  );
  const replace = new Map<number, string>();
  for (const i of [...(wanted.exclusive ? turns[0]! : []), ...turns[1]!]) {
    if (missing.length === 0) break;
    replace.set(i, optionLines(wanted, [missing.shift()!])[0]!);
  }
  for (const [i, line] of here.entries()) {
    const isRival = wanted.exclusive && turns[0]!.includes(i) && !replace.has(i);
    if (replace.has(i)) next.push(replace.get(i)!);
    else if (!isRival) next.push(line);
    changed ||= replace.has(i) || isRival;
  }
  const msg = missing.length > 0 ? 'option added' : changed ? 'option changed' : 'OK';
  if (missing.length > 0) next.splice(endOf(next), 0, ...optionLines(wanted, missing));
  lines.splice(place.from, here.length, ...next);
  return msg;
}

// a new option goes behind the last line that says something
const endOf = (section: readonly string[]): number =>
  section.findLastIndex((line) => !/^[ \t]*([#;].*)?$/s.test(line.replace(/\n$/, ''))) + 1;

function optionLines(wanted: Option, values: readonly string[]): string[] {
  if (wanted.option === undefined) return [];
  const between = wanted.no_extra_spaces ? '=' : ' = ';
  if (wanted.allow_no_value && values.every((value) => value === '')) return [`${wanted.option}\n`];
  return values.map((value) => `${wanted.option}${between}${value}\n`);
}
