import type { Context } from 'mocha';

/** Skips the running test and records why: the closing lines of `npm test` print every reason. */
export function skip(context: Context, reason: string): never {
  const runnable = context.test ?? context.currentTest;
  if (runnable) runnable.title += ` (skipped: ${reason})`;
  context.skip();
  throw new Error('unreachable: skip() throws');
}
