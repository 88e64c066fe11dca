import { textScalar, Unusual, type Cursor } from './cursor.js';
import type { YamlScalar } from '../types.js';

/** A quoted text of one line; undefined when there is none here. */
export function readQuoted(cursor: Cursor): YamlScalar | undefined {
  const quote = cursor.text[cursor.pos];
  if (quote === '"') return readDouble(cursor);
  return quote === "'" ? readSingle(cursor) : undefined;
}

function readDouble(cursor: Cursor): YamlScalar {
  const raw = match(doubleQuoted, cursor);
  const at = cursor.at(cursor.pos);
  cursor.pos += raw.length;
  return textScalar(raw.includes('\\') ? unescape(raw) : raw.slice(1, -1), at, 'double');
}

/** The escapes that JSON has, too; it refuses the others. */
function unescape(raw: string): string {
  if (/\\u[dD]/.test(raw)) throw new Unusual();
  try {
    return JSON.parse(raw) as string;
  } catch {
    throw new Unusual();
  }
}

function readSingle(cursor: Cursor): YamlScalar {
  const raw = match(singleQuoted, cursor);
  const at = cursor.at(cursor.pos);
  cursor.pos += raw.length;
  return textScalar(raw.slice(1, -1).replaceAll("''", "'"), at, 'single');
}

function match(pattern: RegExp, cursor: Cursor): string {
  pattern.lastIndex = cursor.pos;
  const found = pattern.exec(cursor.text);
  if (found === null) throw new Unusual();
  return found[0];
}

const doubleQuoted = /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"/y;
const singleQuoted = /'[^'\n]*(?:''[^'\n]*)*'/y;
