import mocha, { type Context, type Suite, type Test } from 'mocha';

const { Hook } = mocha;

/** Why tests, or all tests of a suite, are skipped; the reporter may be another copy of this file. */
const key = Symbol.for('tsplay.skipped');
const shared = globalThis as { [key]?: WeakMap<object, string> };
const reasons = (shared[key] ??= new WeakMap<object, string>());

/** Skips the running test and records why: the closing lines of `npm test` print every reason. */
export function skip(context: Context, reason: string): never {
  const runnable = context.test;
  const isHook = runnable instanceof Hook;
  const ofEach = isHook && runnable.title.includes(' each" hook');
  const skipped = ofEach ? context.currentTest : isHook ? runnable.parent : runnable;
  if (skipped) reasons.set(skipped, reason);
  context.skip();
  throw new Error('unreachable: skip() throws');
}

/** What was said when it was skipped, or a suite around it. */
export function reasonOf(test: Test): string | undefined {
  for (let node: Test | Suite | undefined = test; node; node = node.parent) {
    const reason = reasons.get(node);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
