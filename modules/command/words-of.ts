import { wordsIn, wordsMistake } from '../../lib/core/read-words.js';
import { failure, type Result } from '../../lib/module/index.js';

/** The words of a command line that is no shell's; a Result is the failure. */
export function wordsOf(line: string): readonly string[] | Result {
  const mistake = wordsMistake(line);
  if (mistake === undefined) return wordsIn(line);
  return failure(`cannot split the command line: ${mistake}`, { rc: 256 });
}
