import { PyError } from '../python/py-error.js';
import { translatePattern } from './translate-pattern.js';

export interface PythonRegexFlags {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
  readonly verbose?: boolean;
  /** Patterns of bytes: `\w`, `\d`, `\s` and `\b` know no other letters. */
  readonly ascii?: boolean;
  /** JS's `g`: all matches. */
  readonly global?: boolean;
  /** JS's `y`: only at lastIndex, as Python's re.match. */
  readonly sticky?: boolean;
}

/**
 * A regular expression of Python's `re` as a JS one. Raises Python's `re.error` in Python's words. Not
 * supported, and refused: conditional and atomic groups, `\N{...}`. What differs: a reference to a group
 * that took no part matches nothing instead of failing, a group inside a repeat forgets what it took in
 * earlier rounds, and the Turkish dotted I has no lower case.
 *
 * @example
 * compilePythonRegex('(?i)^(?P<key>\\w+)=').exec('Name=x')?.groups?.key; // 'Name'
 */
export function compilePythonRegex(pattern: string, flags: PythonRegexFlags = {}): RegExp {
  const letters = lettersOf(flags);
  const key = `${letters}/${pattern}`;
  let compiled = cache.get(key);
  if (compiled === undefined) {
    compiled = compile(pattern, letters);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, compiled);
  }
  // the place to go on from belongs to the caller
  return new RegExp(compiled);
}

const cache = new Map<string, RegExp>();
const MAX_CACHED = 500;

function lettersOf(flags: PythonRegexFlags): string {
  const { ignoreCase, multiline, dotAll, verbose, ascii, global, sticky } = flags;
  return (
    (ignoreCase ? 'i' : '') +
    (multiline ? 'm' : '') +
    (dotAll ? 's' : '') +
    (verbose ? 'x' : '') +
    (ascii ? 'a' : '') +
    (global ? 'g' : '') +
    (sticky ? 'y' : '')
  );
}

function compile(pattern: string, letters: string): RegExp {
  const { source, ignoreCase } = translatePattern(pattern, new Set(letters));
  const flags = `v${ignoreCase ? 'i' : ''}${letters.replace(/[^gy]/g, '')}`;
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const message = (error as Error).message.replace(/^Invalid regular expression: /, '');
    throw new PyError('re.error', message);
  }
}
