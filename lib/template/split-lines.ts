/** Lines as Python's splitlines cuts bytes: no line is left behind the last line end. */
export const splitLines = (text: string): string[] =>
  text === '' ? [] : text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
