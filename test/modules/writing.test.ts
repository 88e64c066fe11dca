import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import type { Session } from '../../lib/remote/session.js';
import { dataOf, type Result } from '../../lib/module/index.js';
import { moduleContext, runTask, sandboxSession, scratchDirectory } from '../support/module-context.js';

describe('a file is the whole old one or the whole new one', () => {
  let session: Session;
  let root: string;
  beforeEach(async () => {
    root = scratchDirectory('writing');
    session = await sandboxSession('dash', root);
    await session.call({
      script:
        'mkdir "$root/small" && mount -t tmpfs -o size=64k tmpfs "$root/small" && printf old >"$root/small/f"',
      params: { root },
      mode: 'apply',
    });
  });
  afterEach(async () => {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  });

  const look = async (script: string): Promise<string | undefined> =>
    dataOf(await session.call({ script: `data out "$(${script})"`, params: { root }, mode: 'apply' }), 'out');
  const copy = (args: Record<string, string>): Promise<Result> =>
    runTask('copy', args, moduleContext({ session }));

  it('when the disk is full: a copy and an edit', async () => {
    const result = await copy({ content: 'x'.repeat(90_000), dest: `${root}/small/f` });
    expect(result.get('failed')).to.equal(true);
    expect(result.get('msg')).to.match(/no space left/);
    expect(await look('cat "$root/small/f"; ls -A "$root/small"')).to.equal('oldf');
    const edited = await runTask(
      'lineinfile',
      { path: `${root}/small/f`, line: 'y'.repeat(90_000) },
      moduleContext({ session }),
    );
    expect(edited.get('msg')).to.match(/no space left/);
    expect(await look('cat "$root/small/f"; ls -A "$root/small"')).to.equal('oldf');
  });

  it('when the file system is read-only', async () => {
    await session.call({ script: 'mount -o remount,ro "$root/small"', params: { root }, mode: 'apply' });
    const result = await copy({ content: 'new', dest: `${root}/small/f` });
    expect(result.get('msg')).to.match(/read-only/);
    expect(await look('cat "$root/small/f"')).to.equal('old');
  });

  it('what is no file is not replaced', async () => {
    mkdirSync(`${root}/d`);
    execFileSync('mkfifo', [`${root}/fifo`]);
    expect((await copy({ content: 'x', dest: `${root}/fifo` })).get('msg')).to.match(/fifo/);
    expect((await copy({ content: 'x', dest: `${root}/d` })).get('msg')).to.match(/a dir as dest/);
    expect((await copy({ content: 'x', dest: '/dev/null' })).get('msg')).to.match(/char/);
  });

  it('a tree with something mounted in it is not deleted', async () => {
    const result = await runTask('file', { path: root, state: 'absent' }, moduleContext({ session }));
    expect(result.get('msg')).to.match(/is a mount; refusing to delete/);
    expect(await look('cat "$root/small/f"')).to.equal('old');
  });

  it('content nobody may see is only for its owner', async () => {
    const ctx = { ...moduleContext({ session }), noLog: true };
    const result = await runTask('copy', { content: 'secret', dest: `${root}/s` }, ctx);
    expect(result.get('mode')).to.equal('0600');
    expect(result.has('diff')).to.equal(false);
  });
});
