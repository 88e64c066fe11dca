import { CONTROL_ESCAPES } from '../../core/control-escapes.js';
import { PyError } from '../python/py-error.js';
import { PatternReader } from './pattern-reader.js';
import { octalChar } from './translate-escape.js';

/** Text, or a group of the match by number or name. */
type Piece = string | { readonly group: number };

/**
 * What a replacement such as `\1-\g<name>` makes of a match, as Python's `match.expand()`. Raises `re.error`
 * for unknown groups and escapes.
 *
 * @example
 * expandReplacement('\\2=\\g<key>', compilePythonRegex('(?P<key>a)(b)').exec('ab')!); // 'b=a'
 */
export function expandReplacement(template: string, match: RegExpMatchArray): string {
  if (!template.includes('\\')) return template;
  return piecesOf(template, match)
    .map((piece) => (typeof piece === 'string' ? piece : (match[piece.group] ?? '')))
    .join('');
}

function piecesOf(template: string, match: RegExpMatchArray): Piece[] {
  const reader = new PatternReader(template);
  const pieces: Piece[] = [];
  while (reader.current !== '') {
    const text = reader.take(/[^\\]+/y);
    pieces.push(text === undefined ? readEscape(reader, match) : text[0]);
  }
  return pieces;
}

function readEscape(reader: PatternReader, match: RegExpMatchArray): Piece {
  const start = reader.at;
  reader.next();
  const octal = octalChar(reader, start);
  if (octal !== undefined) return octal;
  const digits = reader.take(/[1-9]\d?/y)?.[0];
  if (digits !== undefined) return numbered(Number(digits), match, reader, start + 1);
  const char = reader.next();
  if (char === 'g') return named(reader, match);
  if (char === '') reader.fail('bad escape (end of pattern)', start);
  if (Object.hasOwn(ESCAPES, char)) return ESCAPES[char]!;
  if (/[a-zA-Z]/.test(char)) reader.fail(`bad escape \\${char}`, start);
  return `\\${char}`;
}

function numbered(group: number, match: RegExpMatchArray, reader: PatternReader, at: number): Piece {
  return group < match.length ? { group } : reader.fail(`invalid group reference ${group}`, at);
}

function named(reader: PatternReader, match: RegExpMatchArray): Piece {
  if (!reader.skip('<')) reader.fail('missing <');
  const at = reader.at;
  const name = reader.takeName('>');
  if (/^\d+$/.test(name)) return numbered(Number(name), match, reader, at);
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) reader.fail(`bad character in group name '${name}'`, at);
  if (match.groups === undefined || !Object.hasOwn(match.groups, name)) {
    throw new PyError('IndexError', `unknown group name '${name}'`);
  }
  return match.groups[name] ?? '';
}

const ESCAPES: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, '\\': '\\' };
