import { expect } from 'chai';
import { wordsOf } from '../../modules/find/words-of.js';

describe('find: words that contains asks for', () => {
  const cases: readonly [string, string][] = [
    ['Long John', 'Long John'],
    ['.*Long John.*', 'Long John'],
    ['^Long$', 'Long'],
    ['^.*Long.*$', 'Long'],
    ['a|b', ''],
    ['(?i)long', ''],
    ['v1\\.2', ''],
    ['a\nb', ''],
    ['.*', ''],
  ];
  for (const [pattern, words] of cases)
    it(`${JSON.stringify(pattern)}: ${JSON.stringify(words)}`, () => {
      expect(wordsOf(pattern)).to.equal(words);
    });
});
