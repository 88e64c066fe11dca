import { areDistinct } from '../last-of-each.js';
import type { YamlEntry, YamlNode, YamlOptions, YamlScalar } from '../types.js';
import { COLON, Cursor, DASH, HASH, NEWLINE, SPACE, textScalar, trimSpaces, Unusual } from './cursor.js';
import { foldLines, readBlockText } from './read-block-text.js';
import { readFlow } from './read-flow.js';
import { readQuoted } from './read-quoted.js';

/**
 * Reads what most files are made of in one pass, in a fifth of the time or less: one document of mappings and lists,
 * plain and quoted text, `|` and `>`, JSON. Undefined for text with anything else in it (anchors, tags, tabs, quotes
 * over several lines, mistakes): that is for the full reader, which gives the same for what is read here.
 */
export function readEveryday(text: string, file: string, options: YamlOptions): YamlNode | undefined {
  if (text.includes('\t') || text.includes('\r')) return undefined;
  try {
    return readDocument(new Cursor(text, file, options));
  } catch (error) {
    // a value that its look forbids is a RangeError
    if (error instanceof Unusual || error instanceof RangeError) return undefined;
    throw error;
  }
}

function readDocument(cursor: Cursor): YamlNode {
  if (cursor.toContent() && cursor.column === 0 && cursor.rest() === '---') {
    cursor.pos += 3;
    cursor.toContent();
  }
  if (cursor.pos >= cursor.text.length) throw new Unusual();
  const root = readBlock(cursor, -1);
  if (cursor.toContent()) throw new Unusual();
  return root;
}

/** What stands on lines of its own, right of column `outer`. */
function readBlock(cursor: Cursor, outer: number): YamlNode {
  return isDash(cursor) ? readList(cursor) : readInline(cursor, outer, true);
}

function readList(cursor: Cursor): YamlNode {
  cursor.enter();
  const { column } = cursor;
  const at = cursor.at(cursor.pos);
  const items: YamlNode[] = [];
  do {
    const end = ++cursor.pos;
    cursor.skipSpaces();
    items.push(isLineEnd(cursor, end) ? readBelow(cursor, column, column + 1) : readItem(cursor, column));
  } while (cursor.toContent() && cursor.column === column && isDash(cursor));
  if (cursor.column > column && cursor.pos < cursor.text.length) throw new Unusual();
  cursor.depth--;
  return { kind: 'list', items, at };
}

const readItem = (cursor: Cursor, column: number): YamlNode =>
  isDash(cursor) ? readList(cursor) : readInline(cursor, column, true);

function readMap(cursor: Cursor): YamlNode {
  cursor.enter();
  const { column } = cursor;
  const at = cursor.at(cursor.pos);
  const entries: YamlEntry[] = [];
  do entries.push(readEntry(cursor, column));
  while (cursor.toContent() && cursor.column === column);
  if (cursor.column > column && cursor.pos < cursor.text.length) throw new Unusual();
  if (!areDistinct(entries)) throw new Unusual();
  cursor.depth--;
  return { kind: 'map', entries, at };
}

function readEntry(cursor: Cursor, column: number): YamlEntry {
  const key = readKey(cursor);
  const end = ++cursor.pos;
  cursor.skipSpaces();
  const value = isLineEnd(cursor, end)
    ? readBelow(cursor, column, column)
    : readInline(cursor, column, false);
  return { key: key.value, keyAt: key.at, value };
}

/** Leaves the cursor at the colon. */
function readKey(cursor: Cursor): YamlScalar {
  const { column } = cursor;
  const quoted = readQuoted(cursor);
  if (quoted !== undefined) {
    if (!isColon(cursor.text, cursor.pos) || cursor.column - column > LONGEST_KEY) throw new Unusual();
    return quoted;
  }
  const at = cursor.at(cursor.pos);
  const rest = cursor.rest();
  const length = plainLength(rest);
  if (length === 0 || length > LONGEST_KEY || rest.charCodeAt(length) !== COLON) throw new Unusual();
  const text = trimSpaces(rest.slice(0, length));
  if (text === '<<' || text === '=') throw new Unusual();
  cursor.pos += length;
  return cursor.plain(text, at);
}

const LONGEST_KEY = 1000;

/** The value of a key or dash that is alone in its line; lists of a key may start at column `leftmost` already. */
function readBelow(cursor: Cursor, column: number, leftmost: number): YamlNode {
  const at = cursor.at(cursor.pos);
  const absent = (): YamlNode => ({ kind: 'scalar', value: null, at, style: 'absent' });
  if (!cursor.toContent() || cursor.column < leftmost) return absent();
  if (cursor.column === column) return isDash(cursor) ? readList(cursor) : absent();
  return readBlock(cursor, column);
}

/** What begins in the line at hand. Behind a dash it may be the first key of a mapping. */
function readInline(cursor: Cursor, outer: number, mayBeMap: boolean): YamlNode {
  const char = cursor.text[cursor.pos];
  if (char === '|' || char === '>') return readBlockText(cursor, outer);
  if (mayBeMap && isKey(cursor)) return readMap(cursor);
  const node = char === '[' || char === '{' ? readFlow(cursor, outer) : readQuoted(cursor);
  if (node === undefined) return readPlain(cursor, outer);
  cursor.expectLineEnd();
  return node;
}

function isKey(cursor: Cursor): boolean {
  const start = cursor.pos;
  if (readQuoted(cursor) !== undefined) {
    const found = isColon(cursor.text, cursor.pos);
    cursor.pos = start;
    return found;
  }
  const rest = cursor.rest();
  return rest.charCodeAt(plainLength(rest)) === COLON;
}

/** Plain text, over as many lines as stand right of column `outer`. */
function readPlain(cursor: Cursor, outer: number): YamlScalar {
  if (outer < 0 && cursor.rest().startsWith('...')) throw new Unusual();
  const at = cursor.at(cursor.pos);
  const lines: string[] = [];
  for (;;) {
    const rest = cursor.rest();
    const length = lines.length === 0 ? plainLength(rest) : continuedLength(rest);
    if (length === 0 || rest.charCodeAt(length) === COLON) throw new Unusual();
    lines.push(trimSpaces(rest.slice(0, length)));
    cursor.pos = cursor.lineEnd();
    if (length < rest.length || !toContinuation(cursor, outer, lines)) break;
  }
  return lines.length === 1 ? cursor.plain(lines[0]!, at) : textScalar(foldLines(lines), at, 'plain');
}

/** Does the text go on in a line below? */
function toContinuation(cursor: Cursor, outer: number, lines: string[]): boolean {
  const { text } = cursor;
  let blanks = 0;
  let start = cursor.pos + 1;
  let at = start;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === NEWLINE) {
    if (text.charCodeAt(at++) !== NEWLINE) continue;
    blanks++;
    start = at;
  }
  if (at >= text.length || at - start <= outer || text.charCodeAt(at) === HASH) return false;
  if (outer < 0) throw new Unusual();
  for (let i = 0; i < blanks; i++) lines.push('');
  for (let i = 0; i <= blanks; i++) {
    cursor.pos = cursor.lineEnd();
    cursor.nextLine();
  }
  cursor.skipSpaces();
  return true;
}

/** How much of a line is plain text: up to a colon or comment; 0 where something else begins. */
const plainLength = (rest: string): number =>
  /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[\w./]))/.test(rest) ? continuedLength(rest) : 0;

const continuedLength = (rest: string): number => /^(?:[^:#\n]|:(?! |$)|(?<! )#)*/.exec(rest)![0].length;

/** Is nothing more in the line, but perhaps a comment? */
function isLineEnd(cursor: Cursor, indicatorEnd: number): boolean {
  const code = cursor.text.charCodeAt(cursor.pos);
  if (code === HASH && cursor.pos > indicatorEnd) return true;
  return code === NEWLINE || cursor.pos >= cursor.text.length;
}

function isDash(cursor: Cursor): boolean {
  const { text, pos } = cursor;
  return text.charCodeAt(pos) === DASH && isBreak(text, pos + 1);
}

const isColon = (text: string, pos: number): boolean =>
  text.charCodeAt(pos) === COLON && isBreak(text, pos + 1);

const isBreak = (text: string, pos: number): boolean =>
  pos >= text.length || text.charCodeAt(pos) === SPACE || text.charCodeAt(pos) === NEWLINE;
