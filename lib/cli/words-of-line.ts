import { TsplayError } from '../core/problem.js';
import { wordsOr } from '../core/read-words.js';

/** The words of a command line that somebody set. @throws TsplayError `bad-usage` that names `what` it was set for */
export const wordsOfLine = (what: string, line: string): string[] =>
  wordsOr(line, (mistake): never => {
    throw new TsplayError({
      code: 'bad-usage',
      message: `${what} cannot be split into words: ${mistake}: ${line}`,
    });
  });
