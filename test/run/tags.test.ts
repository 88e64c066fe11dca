import { expect } from 'chai';

import { splitTags, tagsAllow } from '../../lib/run/tags.js';

const cases: readonly [own: string, only: string, skip: string, runs: boolean][] = [
  ['', '', '', true],
  ['a', '', '', true],
  ['a', 'a', '', true],
  ['a', 'b', '', false],
  ['', 'a', '', false],
  ['', 'untagged', '', true],
  ['a', 'tagged', '', true],
  ['', 'tagged', '', false],
  ['always', 'a', '', true],
  ['always', 'a', 'always', false],
  ['never', '', '', false],
  ['never', 'never', '', true],
  ['never,a', 'a', '', true],
  ['never,a', 'all', '', false],
  ['never', 'tagged', '', false],
  ['a', '', 'a', false],
  ['a,b', 'a', 'b', false],
  ['a', '', 'tagged', false],
  ['', '', 'tagged', true],
  ['', '', 'untagged', false],
  ['always', '', 'all', true],
  ['a', 'a', 'all', false],
];

describe('run/tags', () => {
  for (const [own, only, skip, runs] of cases) {
    it(`tags [${own}] with --tags '${only}' --skip-tags '${skip}' ${runs ? 'run' : 'do not run'}`, () => {
      expect(tagsAllow(splitTags([own]), { only: splitTags([only]), skip: splitTags([skip]) })).to.equal(
        runs,
      );
    });
  }

  it('tags may be written as lists and with commas', () => {
    expect(splitTags(['a, b', ['c', 'd,e'], null, undefined, 3])).to.deep.equal([
      'a',
      'b',
      'c',
      'd',
      'e',
      '3',
    ]);
  });
});
