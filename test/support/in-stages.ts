import type { Context } from 'mocha';
import { skip } from './skip.js';

/** For the `before` of an inner suite: skips it after a failure. */
export type NeedStages = (context: Context) => void;

/**
 * Each test of this suite stands on the ones before it: after a failure the rest is skipped, and says so. (Mocha's own
 * `bail` leaves the rest out without a word, after a failure in any other suite too.)
 */
export function inStages(): NeedStages {
  let failed: string | undefined;
  const need: NeedStages = (context) => {
    if (failed !== undefined) skip(context, `an earlier stage failed: ${failed}`);
  };
  beforeEach(function () {
    need(this);
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') failed ??= this.currentTest.title;
  });
  return need;
}
