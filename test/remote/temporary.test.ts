import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { dataOf } from '../../lib/module/index.js';
import { localTransport } from '../../lib/connect/local.js';
import { openSession, type Session } from '../../lib/remote/session.js';
import { moduleContext, shellSession } from '../support/module-context.js';
import { skip } from '../support/skip.js';

const ask = async (session: Session, script: string, key: string): Promise<string | undefined> =>
  dataOf(await moduleContext({ session }).call(script, {}), key);

const scratch = 'ts_scratch && : >"$ts_file" && data dir "$ts_tmp" && data space "$ts_space"';

describe('temporary directories of shells', () => {
  it('those of shells that are gone go, those of other machines and containers stay', async () => {
    const first = await shellSession('dash');
    const [dir, space] = [await ask(first, scratch, 'dir'), await ask(first, scratch, 'space')];
    await first.close();
    const beside = dir!.replace(/[^/]*$/, '');
    const [gone, other] = [`${beside}.tsplay.4999999.${space}.gone`, `${beside}.tsplay.4999999.5eeb-1.other`];
    mkdirSync(gone);
    mkdirSync(other);
    try {
      const second = await shellSession('dash');
      await ask(second, scratch, 'dir');
      await second.close();
      expect([existsSync(gone), existsSync(other)]).to.deep.equal([false, true]);
    } finally {
      rmSync(gone, { recursive: true, force: true });
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('a shell that cannot see our processes leaves ours alone', async function () {
    if (process.getuid?.() !== 0) skip(this, 'a namespace of processes needs root');
    const ours = await shellSession('dash');
    const dir = await ask(ours, scratch, 'dir');
    const theirs = await openSession({
      transport: localTransport(),
      openMs: 30_000,
      shell: '/bin/sh',
      wrap: (argv) => ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', ...argv],
    });
    expect(await ask(theirs, scratch, 'dir')).to.be.a('string');
    await theirs.close();
    expect(existsSync(dir!)).to.equal(true);
    await ours.close();
  });
});
