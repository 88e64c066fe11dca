import { expect } from 'chai';
import { encode } from '../../modules/template/encode.js';

// the bytes that python3 gives: '…'.encode(name).hex()
describe('template: output_encoding', () => {
  for (const [text, name, hex] of [
    ['é€', 'utf-8', 'c3a9e282ac'],
    ['é', '', 'c3a9'],
    ['é', 'latin-1', 'e9'],
    ['a', 'ascii', '61'],
    ['é', 'utf-16-le', 'e900'],
    ['5 €Ÿ–', 'windows-1252', '3520809f96'],
    ['€', 'cp1252', '80'],
    ['é€', 'iso-8859-15', 'e9a4'],
    ['я', 'koi8-r', 'd1'],
    ['я', 'cp1251', 'ff'],
  ] as const)
    it(`${text} in ${name || 'no encoding'}`, () =>
      expect(encode(text, name)?.toString('hex')).to.equal(hex));

  it('says which character an encoding does not have', () => {
    expect(() => encode('я', 'windows-1252')).to.throw(RangeError, 'windows-1252 has no character for "я"');
    expect(() => encode('é', 'ascii')).to.throw(RangeError, 'ascii has no character for "é"');
  });

  it('knows what it does not know', () =>
    expect([encode('x', 'gbk'), encode('x', 'rot13')]).to.deep.equal([undefined, undefined]));
});
