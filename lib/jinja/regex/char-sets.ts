/** Python's character classes as members of a JS class (flag `v`). */
export interface CharSets {
  readonly digit: string;
  readonly word: string;
  readonly space: string;
}

/** Text patterns: all of Unicode. JS's own `\s` lacks \x1c-\x1f and \x85 and has the byte order mark. */
export const UNICODE: CharSets = {
  digit: '\\p{Nd}',
  word: '\\p{L}\\p{N}_',
  space: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
};

/** (?a) and patterns of bytes. */
export const ASCII: CharSets = { digit: '0-9', word: 'a-zA-Z0-9_', space: '\\t-\\r\\x20' };

/** `\d`, `\W` and so on as a class; `undefined` for other letters. */
export function setOf(letter: string, sets: CharSets): string | undefined {
  const members = { d: sets.digit, w: sets.word, s: sets.space }[letter.toLowerCase()];
  if (members === undefined) return undefined;
  return letter === letter.toLowerCase() ? `[${members}]` : `[^${members}]`;
}

/** `\b`, or with `inside` its opposite. */
export function boundary({ word }: CharSets, inside: boolean): string {
  const [one, other] = inside ? ['=', '!'] : ['!', '='];
  return `(?:(?<=[${word}])(?${one}[${word}])|(?<![${word}])(?${other}[${word}]))`;
}
