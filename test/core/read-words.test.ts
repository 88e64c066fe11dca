import { expect } from 'chai';
import { wordsIn, wordsMistake } from '../../lib/core/read-words.js';

// as Python's shlex.split answers
describe('words of a command line', () => {
  for (const [text, words] of [
    ['', []],
    ['  a  b\tc\n', ['a', 'b', 'c']],
    [`-o "ProxyCommand=ssh -W %h:%p gate" -J 'x y'`, ['-o', 'ProxyCommand=ssh -W %h:%p gate', '-J', 'x y']],
    [`a"b c"'d'\\ e ""`, ['ab cd e', '']],
    [`"a\\"b\\n\\$c"`, ['a"b\\n\\$c']],
  ] as const)
    it(`are told apart: ${JSON.stringify(text)}`, () => {
      expect(wordsIn(text)).to.deep.equal(words);
    });

  for (const [text, mistake] of [
    ['a "b', 'No closing quotation'],
    [`it's`, 'No closing quotation'],
    ['a\\', 'No escaped character'],
  ] as const)
    it(`cannot be told apart: ${JSON.stringify(text)}`, () => {
      expect(wordsMistake(text)).to.equal(mistake);
      expect(() => wordsIn(text)).to.throw(RangeError);
    });
});
