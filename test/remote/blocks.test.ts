import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { dataOf } from '../../lib/module/index.js';
import { localTransport } from '../../lib/connect/local.js';
import { takesBlocks } from '../../lib/remote/blocks.js';
import { bytesOf, textOf } from '../../lib/remote/bytes.js';
import { openSession, type Session } from '../../lib/remote/session.js';
import { moduleContext } from '../support/module-context.js';
import { randomTexts } from './support/random-texts.js';

describe('what is sent to a bash', () => {
  let dir: string;

  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'tsplay-blocks-'));
    symlinkSync('/bin/bash', path.join(dir, 'sh'));
  });

  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const name of ['bash', 'sh'])
    for (const environment of [[], ['LC_ALL=C.UTF-8'], ['POSIXLY_CORRECT=1']]) {
      const shell = (): string => (name === 'sh' ? path.join(dir, 'sh') : '/bin/bash');

      it(`as ${name}, ${environment[0] ?? 'as it is'}: arrives unharmed`, async () => {
        await withSession(shell(), environment, async (session) => {
          const texts = randomTexts(60);
          const reply = await session.call({
            script: 'each_all data item',
            params: { all: texts },
            mode: 'apply',
          });
          const told = reply.frames.map((frame) => (frame.kind === 'data' ? textOf(frame.value) : ''));
          expect(told).to.deep.equal(texts.map((text) => textOf(bytesOf(text))));
        });
      });

      it(`as ${name}, ${environment[0] ?? 'as it is'}: programs see the environment as it was`, async () => {
        await withSession(shell(), environment, async (session) => {
          await ask(session, ': first');
          const seen = await ask(session, 'data_out out err rc env', 'out');
          for (const one of environment) expect(seen).to.include(`${one.split('=')[0]}=`);
          if (environment[0] !== 'POSIXLY_CORRECT=1') expect(seen).to.not.include('POSIXLY_CORRECT');
        });
      });
    }

  it('is read in few system calls', async () => {
    await withSession(path.join(dir, 'sh'), [], async (session) => {
      const reads = async (): Promise<number> =>
        Number(/syscr: (\d+)/.exec((await ask(session, 'data io "$(cat /proc/$$/io)"', 'io')) ?? '')?.[1]);
      const before = await reads();
      await session.call({ script: ':', params: { long: 'x'.repeat(60_000) }, mode: 'apply' });
      expect((await reads()) - before).to.be.below(1000);
    });
  });

  it('comes in blocks only where the shell can take them', () => {
    const versions = ['', '3.2.57(1)-release', '4.3.48(1)-release', '4.4.0', '5.2.15(1)-release', '10.0'];
    expect(versions.map(takesBlocks)).to.deep.equal([false, false, false, true, true, true]);
  });
});

async function withSession(
  shell: string,
  environment: readonly string[],
  use: (session: Session) => Promise<void>,
): Promise<void> {
  const clean = ['/usr/bin/env', '-u', 'LC_ALL', '-u', 'POSIXLY_CORRECT', ...environment];
  const wrap = (argv: readonly string[]): string[] => [...clean, ...argv];
  const session = await openSession({ transport: localTransport(), openMs: 10_000, shell, wrap });
  try {
    await use(session);
  } finally {
    await session.close();
  }
}

const ask = async (session: Session, script: string, key = ''): Promise<string | undefined> =>
  dataOf(await moduleContext({ session }).call(script, {}), key);
