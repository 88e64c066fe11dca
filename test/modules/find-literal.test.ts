import { expect } from 'chai';
import { literalOf } from '../../modules/find/literal-of.js';

describe('find: the text that contains asks for', () => {
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
      expect(literalOf(pattern)).to.equal(words);
    });
});
