/** One word for a POSIX shell, quoted only when it needs to be (Python's `shlex.quote`). */
export function quoteWord(text: string): string {
  if (text === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
