/**
 * The words of a line as a POSIX shell splits them, up to a `#` that starts a word; `start` is their column.
 *
 * @throws RangeError for a quote that is not closed or a backslash at the end
 */
export function splitWords(line: string): { text: string; start: number }[] {
  const words: { text: string; start: number }[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) {
      at++;
    } else if (line[at] === '#') {
      break;
    } else {
      const word = readWord(line, at);
      words.push({ text: word.text, start: at });
      at = word.end;
    }
  }
  return words;
}

// inside a word `#` still starts a comment, as Python's shlex has it
function readWord(line: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < line.length && !/[\s#]/.test(line[at]!)) {
    const piece = readPiece(line, at);
    text += piece.text;
    at = piece.end;
  }
  return { text, end: line[at] === '#' ? line.length : at };
}

function readPiece(line: string, at: number): { text: string; end: number } {
  const char = line[at]!;
  if (char === "'") return readSingle(line, at + 1);
  if (char === '"') return readDouble(line, at + 1);
  if (char !== '\\') return { text: char, end: at + 1 };
  if (at + 1 >= line.length) throw new RangeError('a backslash ends the line');
  return { text: line[at + 1]!, end: at + 2 };
}

function readSingle(line: string, start: number): { text: string; end: number } {
  const end = line.indexOf("'", start);
  if (end === -1) throw new RangeError('no closing quotation');
  return { text: line.slice(start, end), end: end + 1 };
}

function readDouble(line: string, start: number): { text: string; end: number } {
  let text = '';
  for (let at = start; at < line.length; at++) {
    if (line[at] === '"') return { text, end: at + 1 };
    if (line[at] === '\\' && /["\\]/.test(line[at + 1] ?? '')) at++;
    text += line[at];
  }
  throw new RangeError('no closing quotation');
}
