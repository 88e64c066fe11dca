import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { TextFile } from '../../lib/remote/call.js';
import type { Session } from '../../lib/remote/session.js';
import { shellSession } from '../support/module-context.js';

let chains = 0;

/** How a script and one behind it end, that follow in a chain, the first of them made from a file. */
async function endsOf(session: Session, madeFrom: TextFile): Promise<string[]> {
  const id = `made-${++chains}`;
  const call = { script: 'data done yes', params: {}, mode: 'apply' as const };
  const replies = [
    session.call({ ...call, chain: { id, follows: false } }),
    session.call({ ...call, chain: { id, follows: true, madeFrom } }),
    session.call({ ...call, chain: { id, follows: true } }),
  ];
  return (await Promise.all(replies)).slice(1).map(({ ended }) => ended);
}

describe('a call that was made from a file', () => {
  for (const shell of ['dash', 'bash', 'busybox'] as const) {
    describe(shell, () => {
      let dir: string;
      let session: Session;
      before(async () => {
        dir = mkdtempSync(join(tmpdir(), 'tsplay-made-'));
        session = await shellSession(shell);
      });
      after(async () => {
        await session.close();
        rmSync(dir, { recursive: true });
      });
      const of = (text: string, absent: readonly string[] = []): TextFile => ({
        path: join(dir, 'file'),
        text,
        absent: absent.map((name) => join(dir, name)),
      });

      for (const text of ['', 'a', 'a\n', "it's *\n\n\\n `$x` é\n last", '\n\n']) {
        it(`runs while that is still ${JSON.stringify(text)}`, async () => {
          writeFileSync(join(dir, 'file'), text);
          expect(await endsOf(session, of(text))).to.deep.equal(['done', 'done']);
          for (const other of [`${text}\n`, `${text}x`, `x${text}`, text.slice(1) || '!'])
            expect(await endsOf(session, of(other)), other).to.deep.equal(['outdated', 'not-run']);
        });
      }

      it('runs while there is none where it would be found before', async () => {
        writeFileSync(join(dir, 'file'), 'text');
        expect(await endsOf(session, of('text', ['one', 'two']))).to.deep.equal(['done', 'done']);
        writeFileSync(join(dir, 'two'), '');
        expect(await endsOf(session, of('text', ['one', 'two']))).to.deep.equal(['outdated', 'not-run']);
        expect(await endsOf(session, { ...of('text'), path: join(dir, 'gone') })).to.deep.equal([
          'outdated',
          'not-run',
        ]);
        expect(await endsOf(session, { ...of('text'), path: dir })).to.deep.equal(['outdated', 'not-run']);
      });
    });
  }
});
