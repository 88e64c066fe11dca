import { skip } from './skip.js';

/**
 * Each test of this suite stands on the ones before it: after a failure the rest is skipped, and says so. (Mocha's own
 * `bail` leaves the rest out without a word, after a failure in any other suite too.)
 */
export function inStages(): void {
  let failed: string | undefined;
  beforeEach(function () {
    if (failed !== undefined) skip(this, `an earlier stage failed: ${failed}`);
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') failed ??= this.currentTest.title;
  });
}
