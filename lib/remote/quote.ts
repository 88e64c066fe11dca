/** A word that a POSIX shell reads back as exactly the text it was made of. Only {@link quote} makes one. */
export type ShellWord = string & { readonly shellWord: unique symbol };

/**
 * The only maker of quoted words.
 * @example quote("it's") // 'it'\''s'
 * @throws when the text holds a NUL byte: no shell variable and no argument can.
 */
export function quote(text: string): ShellWord {
  if (text.includes('\0'))
    throw new Error('a NUL byte cannot be passed to a shell; upload the content instead');
  return `'${text.replaceAll("'", "'\\''")}'` as ShellWord;
}

/** An argument vector as one command line. Plain words stay bare, so that any login shell can read them. */
export function quoteAll(argv: readonly string[]): string {
  return argv.map((word) => (PLAIN.test(word) ? word : quote(word))).join(' ');
}

const PLAIN = /^[A-Za-z0-9_./:@%+,-]+$/;
