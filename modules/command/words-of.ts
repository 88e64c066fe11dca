import { wordsOr } from '../../lib/core/read-words.js';
import { failure, type Result } from '../../lib/module/index.js';

/** The words of a command line that is no shell's; a Result is the failure. */
export const wordsOf = (line: string): readonly string[] | Result =>
  wordsOr(line, (mistake) => failure(`cannot split the command line: ${mistake}`, { rc: 256 }));
