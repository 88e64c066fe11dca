import type { SourceText } from '../parse/source-text.js';
import { PyError } from '../python/py-error.js';

/** The error with the place where it happened; errors that have one keep it, bugs stay as they are. */
export function locate(error: unknown, source: SourceText, at: number): unknown {
  if (error instanceof PyError) return source.error(error.type, error.message, at, error.hint);
  if (error instanceof RangeError) return exhausted(error, source, at);
  return error;
}

function exhausted(error: RangeError, source: SourceText, at: number): unknown {
  if (/call stack/.test(error.message)) {
    return source.error('RecursionError', 'maximum recursion depth exceeded', at);
  }
  return /string length|array length|BigInt/i.test(error.message)
    ? source.error('MemoryError', 'the result is too large', at)
    : error;
}
