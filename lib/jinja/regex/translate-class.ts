import { setOf, type CharSets } from './char-sets.js';
import type { PatternReader } from './pattern-reader.js';
import { escapedChar, octalChar } from './translate-escape.js';

export interface ClassOptions {
  readonly sets: CharSets;
  /** Write both cases of every letter, for JS has no flag for a part of a pattern. */
  readonly bothCases: boolean;
}

interface Member {
  readonly char?: string;
  readonly set?: string;
  readonly text: string;
}

/** `[a-z\d]`; the reader is behind the opening bracket. */
export function translateClass(reader: PatternReader, options: ClassOptions): string {
  const open = reader.at - 1;
  const negated = reader.skip('^');
  const members: string[] = [];
  const first = reader.at;
  while (reader.at === first || !reader.skip(']')) {
    members.push(translateRange(reader, options, open));
  }
  return `[${negated ? '^' : ''}${members.join('')}]`;
}

function translateRange(reader: PatternReader, options: ClassOptions, open: number): string {
  const low = readMember(reader, options, open);
  if (reader.current !== '-' || reader.text[reader.at + 1] === ']') return single(low, options);
  reader.next();
  const high = readMember(reader, options, open);
  if (
    low.char === undefined ||
    high.char === undefined ||
    low.char.codePointAt(0)! > high.char.codePointAt(0)!
  ) {
    const words = `${low.text}-${high.text}`;
    reader.fail(`bad character range ${words}`, reader.at - words.length);
  }
  return range(low.char, high.char, options);
}

function readMember(reader: PatternReader, { sets }: ClassOptions, open: number): Member {
  const start = reader.at;
  const char = reader.next();
  if (char === '') reader.fail('unterminated character set', open);
  if (char !== '\\') return { char, text: char };
  const octal = octalChar(reader, start);
  const letter = octal === undefined ? reader.next() : '';
  const set = setOf(letter, sets);
  if (set !== undefined) return { set, text: `\\${letter}` };
  if (/\d/.test(letter)) reader.fail(`bad escape \\${letter}`, start);
  const value = octal ?? (letter === 'b' ? '\b' : escapedChar(reader, letter, start));
  return { char: value, text: reader.text.slice(start, start + 2) };
}

function single({ char, set }: Member, options: ClassOptions): string {
  return char === undefined ? set! : range(char, char, options);
}

function range(low: string, high: string, { bothCases }: ClassOptions): string {
  if (!bothCases) return rangeText(low, high);
  const cases = [
    [low, high],
    ...overlap(low, high, 'a', 'z').map((ends) => ends.map((end) => end.toUpperCase())),
    ...overlap(low, high, 'A', 'Z').map((ends) => ends.map((end) => end.toLowerCase())),
    ...(low === high ? [[low.toLowerCase()], [low.toUpperCase()]] : []),
  ];
  return cases.map(([from, to = from]) => rangeText(from!, to!)).join('');
}

function overlap(low: string, high: string, first: string, last: string): [string, string][] {
  const [from, to] = [low > first ? low : first, high < last ? high : last];
  return from <= to ? [[from, to]] : [];
}

const rangeText = (low: string, high: string): string =>
  low === high ? [...low].map(member).join('') : `${member(low)}-${member(high)}`;

// as code points, no sign means anything
const member = (char: string): string =>
  /[a-zA-Z0-9]/.test(char) ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`;
