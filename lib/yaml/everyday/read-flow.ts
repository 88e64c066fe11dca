import { areDistinct } from '../last-of-each.js';
import type { YamlEntry, YamlNode, YamlScalar } from '../types.js';
import { COLON, NEWLINE, SPACE, trimSpaces, Unusual, type Cursor } from './cursor.js';
import { readQuoted } from './read-quoted.js';

/** A list or mapping in brackets; its lines stand right of column `outer`. */
export function readFlow(cursor: Cursor, outer: number): YamlNode {
  cursor.enter();
  const node = cursor.text[cursor.pos] === '[' ? readList(cursor, outer) : readMap(cursor, outer);
  cursor.depth--;
  return node;
}

function readList(cursor: Cursor, outer: number): YamlNode {
  const at = cursor.at(cursor.pos++);
  const items: YamlNode[] = [];
  while (next(cursor, outer) !== ']') {
    items.push(readNode(cursor, outer));
    if (!endsItem(cursor, outer, ']')) break;
  }
  cursor.pos++;
  return { kind: 'list', items, at };
}

function readMap(cursor: Cursor, outer: number): YamlNode {
  const at = cursor.at(cursor.pos++);
  const entries: YamlEntry[] = [];
  while (next(cursor, outer) !== '}') {
    entries.push(readEntry(cursor, outer));
    if (!endsItem(cursor, outer, '}')) break;
  }
  cursor.pos++;
  if (!areDistinct(entries)) throw new Unusual();
  return { kind: 'map', entries, at };
}

function readEntry(cursor: Cursor, outer: number): YamlEntry {
  const quoted = readQuoted(cursor);
  const key = quoted ?? readPlain(cursor);
  if (quoted === undefined && (key.value === '<<' || key.value === '=')) throw new Unusual();
  cursor.skipSpaces();
  if (cursor.text.charCodeAt(cursor.pos++) !== COLON) throw new Unusual();
  const code = cursor.text.charCodeAt(cursor.pos);
  if (quoted === undefined && code !== SPACE && code !== NEWLINE) throw new Unusual();
  next(cursor, outer);
  return { key: key.value, keyAt: key.at, value: readNode(cursor, outer) };
}

function readNode(cursor: Cursor, outer: number): YamlNode {
  const char = cursor.text[cursor.pos];
  if (char === '[' || char === '{') return readFlow(cursor, outer);
  return readQuoted(cursor) ?? readPlain(cursor);
}

/** Is there one more? */
function endsItem(cursor: Cursor, outer: number, closing: string): boolean {
  const char = next(cursor, outer);
  if (char === closing) return false;
  if (char !== ',') throw new Unusual();
  cursor.pos++;
  return true;
}

/** The next character that is not space. */
function next(cursor: Cursor, outer: number): string {
  cursor.skipSpaces();
  while (cursor.text.charCodeAt(cursor.pos) === NEWLINE) {
    cursor.nextLine();
    cursor.skipSpaces();
    if (cursor.column <= outer && cursor.text.charCodeAt(cursor.pos) !== NEWLINE) throw new Unusual();
  }
  return cursor.text[cursor.pos] ?? '';
}

function readPlain(cursor: Cursor): YamlScalar {
  plainInFlow.lastIndex = cursor.pos;
  const found = plainInFlow.exec(cursor.text)?.[0];
  if (found === undefined) throw new Unusual();
  const at = cursor.at(cursor.pos);
  cursor.pos += found.length;
  return cursor.plain(trimSpaces(found), at);
}

// no comment may follow, and nothing that starts like an indicator
const plainInFlow = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[\w./]))(?:[^:,[\]{}#\n]|:(?![\s,[\]{}])|(?<! )#)*/y;
