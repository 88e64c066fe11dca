/**
 * Splits a command line as Python's shlex does in POSIX mode: quotes group, a backslash escapes, comments
 * are not special. Throws with shlex's words for what does not end.
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let i = 0;
  while (i < line.length) {
    const c = line[i]!;
    if (/[ \t\r\n]/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      i++;
      continue;
    }
    const part =
      c === "'" || c === '"'
        ? quotedPart(line, i)
        : c === '\\'
          ? escapedPart(line, i)
          : { text: c, end: i + 1 };
    word = (word ?? '') + part.text;
    i = part.end;
  }
  if (word !== undefined) words.push(word);
  return words;
}

interface Part {
  readonly text: string;
  readonly end: number;
}

function quotedPart(line: string, from: number): Part {
  const quote = line[from]!;
  let text = '';
  for (let i = from + 1; i < line.length; i++) {
    const c = line[i]!;
    if (c === quote) return { text, end: i + 1 };
    if (c === '\\' && quote === '"' && (line[i + 1] === '"' || line[i + 1] === '\\')) text += line[++i];
    else text += c;
  }
  throw new Error('No closing quotation');
}

function escapedPart(line: string, at: number): Part {
  if (at + 1 >= line.length) throw new Error('No escaped character');
  return { text: line[at + 1]!, end: at + 2 };
}
