/** A word of a line, and the column that it starts at. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/**
 * The words of a line as Python's shlex splits them: quotes group, a backslash escapes, nothing is expanded. With
 * `comments` a `#` ends the line, inside of a word too.
 *
 * @example readWords(`a "b c"`) // [{ text: 'a', start: 0 }, { text: 'b c', start: 2 }]
 * @throws RangeError, in shlex's words, for what does not end
 */
export function readWords(line: string, { comments = false } = {}): Word[] {
  const words: Word[] = [];
  const isComment = (char: string): boolean => comments && char === '#';
  let at = 0;
  while (at < line.length && !isComment(line[at]!)) {
    if (isBlank(line[at]!)) {
      at++;
      continue;
    }
    const start = at;
    let text = '';
    while (at < line.length && !isBlank(line[at]!) && !isComment(line[at]!)) {
      const piece = readPiece(line, at);
      text += piece.text;
      at = piece.end;
    }
    words.push({ text, start });
  }
  return words;
}

/**
 * The texts of {@link readWords}: the words of a command line.
 * @example wordsIn(`-o "A b" -J x`) // ['-o', 'A b', '-J', 'x']
 * @throws RangeError, in shlex's words, for what does not end
 */
export const wordsIn = (line: string): string[] => readWords(line).map(({ text }) => text);

/** The same; of a line that does not end what `refuse` makes of the reason. */
export function wordsOr<T>(line: string, refuse: (mistake: string) => T): string[] | T {
  try {
    return wordsIn(line);
  } catch (cause) {
    if (cause instanceof RangeError) return refuse(cause.message);
    throw cause;
  }
}

/** Why a text cannot be split into words; undefined when it can. */
export function wordsMistake(line: string): string | undefined {
  const words = wordsOr(line, (mistake) => mistake);
  return typeof words === 'string' ? words : undefined;
}

const isBlank = (char: string): boolean => /[ \t\r\n]/.test(char);

interface Piece {
  readonly text: string;
  readonly end: number;
}

function readPiece(line: string, at: number): Piece {
  const char = line[at]!;
  if (char === "'" || char === '"') return readQuoted(line, at);
  if (char !== '\\') return { text: char, end: at + 1 };
  if (at + 1 >= line.length) throw new RangeError('No escaped character');
  return { text: line[at + 1]!, end: at + 2 };
}

function readQuoted(line: string, from: number): Piece {
  const quote = line[from]!;
  let text = '';
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === quote) return { text, end: at + 1 };
    if (quote === '"' && line[at] === '\\' && /["\\]/.test(line[at + 1] ?? '')) at++;
    text += line[at]!;
  }
  throw new RangeError('No closing quotation');
}
