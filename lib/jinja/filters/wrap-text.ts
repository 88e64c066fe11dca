interface WrapOptions {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

/** Python's textwrap.wrap of one line, white space kept as it is inside a line. */
export function wrapText(line: string, options: WrapOptions): string[] {
  const chunks = splitChunks(line, options.breakOnHyphens).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const current: string[] = [];
    let size = 0;
    if (lines.length > 0 && chunks.at(-1)!.trim() === '') chunks.pop();
    while (chunks.length > 0 && size + lengthOf(chunks.at(-1)!) <= options.width) {
      size += lengthOf(chunks.at(-1)!);
      current.push(chunks.pop()!);
    }
    if (chunks.length > 0 && lengthOf(chunks.at(-1)!) > options.width)
      takeLong(chunks, current, size, options);
    if (current.length > 0 && current.at(-1)!.trim() === '') current.pop();
    if (current.length > 0) lines.push(current.join(''));
  }
  return lines;
}

const lengthOf = (text: string): number => [...text].length;

// a word longer than a line fills what is left of this one, or stands alone when it must not be broken
function takeLong(chunks: string[], current: string[], size: number, options: WrapOptions): void {
  const room = options.width - size;
  if (!options.breakLongWords) {
    if (current.length === 0) current.push(chunks.pop()!);
    return;
  }
  const chars = [...chunks.pop()!];
  let end = room;
  if (options.breakOnHyphens && chars.length > room) {
    const hyphen = chars.slice(0, room).lastIndexOf('-');
    if (hyphen > 0 && chars.slice(0, hyphen).some((char) => char !== '-')) end = hyphen + 1;
  }
  current.push(chars.slice(0, end).join(''));
  if (chars.length > end) chunks.push(chars.slice(end).join(''));
}

// a function: V8 is long about the tables of such a pattern, and few texts are wrapped
const withHyphens = (): RegExp =>
  /(\s+|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])|\S+?(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}_]-))(?=[\p{L}_]-?[\p{L}_])|(?=\s|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_])))/u;

function splitChunks(line: string, onHyphens: boolean): string[] {
  return line.split(onHyphens ? withHyphens() : /(\s+)/u).filter((chunk) => chunk !== '');
}
