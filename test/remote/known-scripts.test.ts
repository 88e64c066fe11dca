import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import type { Call } from '../../lib/remote/call.js';
import { KnownScripts } from '../../lib/remote/known-scripts.js';
import { prelude } from '../../lib/remote/prelude.js';
import { renderCall } from '../../lib/remote/render-call.js';

const filler = ': a script of some length\n'.repeat(20);
const callOf = (script: string, params: Call['params'] = {}): Call => ({ script, params, mode: 'apply' });

describe('scripts that a shell knows', () => {
  it('are sent once', () => {
    const known = new KnownScripts();
    const [first, second] = [1, 2].map((sequence) => renderCall(callOf(filler), sequence, known).toString());
    expect(first).to.include(filler);
    expect(second).to.not.include(filler);
    expect(second!.length).to.be.below(200);
  });

  it('are no more than a shell should hold', () => {
    const known = new KnownScripts();
    const names = Array.from({ length: 200 }, (_, n) => known.use(`${filler}echo ${n}`).run);
    expect(new Set(names.filter((name) => name.startsWith('ts_script_'))).size).to.equal(64);
    expect(known.use(`${filler}echo 199`).run).to.include('echo 199');
    expect(known.use(`${filler}echo 0`).run).to.equal(names[0]);
  });

  for (const shell of [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh']]) {
    it(`run in ${shell.join(' ')} as if each had been sent again, also one that is no script`, () => {
      const known = new KnownScripts();
      const hello = `${filler}set -- "$what" b\nsay() { cat <<END\n$1 "$#" it's\nEND\n}\ndata said "$(say "$@")"\nexit 7\n# end`;
      const scripts = [
        callOf(hello, { what: 'first' }),
        callOf(`${filler}if (; then`),
        callOf(hello, { what: 'second' }),
        callOf(`${filler}if (; then`),
        callOf(hello, { what: 'third' }),
      ];
      const nonce = '0123456789abcdef0123456789abcdef';
      const text = scripts.map((call, n) => renderCall(call, n + 1, known).toString()).join('');
      const out = execFileSync(shell[0]!, shell.slice(1), {
        input: `ts_nonce=${nonce} ts_hint=''\n${prelude}\n${text}`,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      const told = out.replaceAll(nonce, 'N');
      expect([...told.matchAll(/\|(\w+ "2" it's)/g)].map((match) => match[1])).to.deep.equal([
        'first "2" it\'s',
        'second "2" it\'s',
        'third "2" it\'s',
      ]);
      expect([...told.matchAll(/N\.(\d) 7\n/g)].map((match) => match[1])).to.deep.equal(['1', '3', '5']);
      expect(told).to.match(/N\.2 [1-9]\d*\n[^]*N\.4 [1-9]\d*\n/);
    });
  }
});
