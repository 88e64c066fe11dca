import { failure, type Result } from '../../lib/module/index.js';
import { readWords } from '../../lib/remote/read-words.js';

/** The words of a command line that is no shell's; a Result is the failure. */
export function wordsOf(line: string): readonly string[] | Result {
  try {
    return readWords(line).map(({ text }) => text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return failure(`cannot split the command line: ${cause.message}`, { rc: 256 });
  }
}
