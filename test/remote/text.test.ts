import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { bytesOf, textOf } from '../../lib/remote/bytes.js';
import { quote, quoteAll } from '../../lib/remote/quote.js';
import { randomTexts } from './support/random-texts.js';

describe('quote', () => {
  for (const shell of ['dash', 'bash', 'busybox']) {
    it(`makes words that ${shell} reads back as they were`, () => {
      const texts = randomTexts(300);
      const script = texts.map((text) => `printf '%s\\0' ${quote(text)}`).join('\n');
      const out = execFileSync(shell, shell === 'busybox' ? ['sh'] : [], {
        input: bytesOf(script),
        env: { PATH: process.env['PATH'], LC_ALL: 'C' },
        maxBuffer: 1e8,
      });
      expect(textOf(out).split('\0').slice(0, -1)).to.deep.equal(texts);
    });
  }

  it('refuses a NUL byte', () => {
    expect(() => quote('a\0b')).to.throw('NUL');
  });

  it('leaves plain words of an argument vector bare and quotes the others', () => {
    expect(quoteAll(['/bin/sh', '-c', 'a b', '', "it's", '~', 'a=b'])).to.equal(
      "/bin/sh -c 'a b' '' 'it'\\''s' '~' 'a=b'",
    );
  });
});

describe('bytes and text', () => {
  it('carry any bytes through a string', () => {
    const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7 + (index >> 8)) & 255));
    expect(bytesOf(textOf(bytes)).equals(bytes)).to.equal(true);
  });

  it('escape what is no UTF-8 as Python does', () => {
    expect(textOf(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0xc0, 0xaf]))).to.equal(
      'a\udcffé\udced\udca0\udc80\udcc0\udcaf',
    );
    expect(textOf(Buffer.from('\ufffd \ufeff 😀'))).to.equal('\ufffd \ufeff 😀');
  });
});
