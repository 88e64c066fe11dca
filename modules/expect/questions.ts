import { isList, type Dict, type Value } from '../../lib/core/value.js';
import { pythonPattern } from '../../lib/module/index.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import { pythonText } from '../../lib/schema/index.js';

/** What a command may ask, and what it is answered. */
export interface Question {
  readonly written: string;
  /** For a text of which each character is a byte. */
  readonly pattern: RegExp;
  /** The next answer, undefined when there is none left. */
  next(): Buffer | undefined;
}

/** The questions of `responses`: one answer for all times, or a list of which each is given once. */
export function questionsOf(responses: Dict): readonly Question[] {
  return [...responses].map(([key, value]) => {
    const written = pythonText(key);
    const pattern = pythonPattern(bytesOf(written).toString('latin1'), 'sa');
    if (!isList(value)) return { written, pattern, next: () => answerOf(value) };
    const left = value.map(answerOf);
    return { written, pattern, next: () => left.shift() };
  });
}

const answerOf = (value: Value): Buffer => bytesOf(pythonText(value).replace(/\n+$/, '') + '\n');
