import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Session } from '../../lib/remote/session.js';
import { dataOf, type Result } from '../../lib/module/index.js';
import {
  moduleContext,
  runTask,
  sandboxSession,
  scratchDirectory,
  shellSession,
} from '../support/module-context.js';
import { skip } from '../support/skip.js';

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

  it('when the file may not be changed at all', async function () {
    writeFileSync(`${root}/i`, 'old');
    try {
      execFileSync('chattr', ['+i', `${root}/i`], { stdio: 'ignore' });
    } catch {
      skip(this, 'the file system of the test knows no immutable files');
    }
    try {
      expect((await copy({ content: 'new', dest: `${root}/i` })).get('failed')).to.equal(true);
      expect(readFileSync(`${root}/i`, 'utf8')).to.equal('old');
      expect(await look('ls -A "$root" | grep tsplay')).to.equal('');
    } finally {
      execFileSync('chattr', ['-i', `${root}/i`]);
    }
  });

  it('a file of two names: the other name keeps the old content', async () => {
    writeFileSync(`${root}/a`, 'old');
    linkSync(`${root}/a`, `${root}/b`);
    expect((await copy({ content: 'new', dest: `${root}/a` })).get('changed')).to.equal(true);
    expect([readFileSync(`${root}/a`, 'utf8'), readFileSync(`${root}/b`, 'utf8')]).to.deep.equal([
      'new',
      'old',
    ]);
  });

  it('of an owner and a group with blanks in their names', async () => {
    await session.call({
      script: `printf 'domain users:x:7001:\\n' >>/etc/group && printf 'DOM\\\\al x:x:7002:7001::/:/bin/sh\\n' >>/etc/passwd`,
      params: {},
      mode: 'apply',
    });
    const named = { dest: `${root}/named`, content: 'old', group: 'domain users', owner: 'DOM\\al x' };
    expect([...(await copy(named))]).to.deep.include.members([
      ['changed', true],
      ['group', 'domain users'],
      ['owner', 'DOM\\al x'],
      ['size', 3],
      ['state', 'file'],
    ]);
    expect((await copy(named)).get('changed')).to.equal(false);
    expect((await copy({ ...named, content: 'new' })).get('gid')).to.equal(7001);
  });

  it('nothing of a file is set when its new text is refused', async () => {
    writeFileSync(`${root}/v`, 'old\n', { mode: 0o644 });
    const edit = { path: `${root}/v`, line: 'new', mode: '0600', validate: 'grep -q nothing %s' };
    const result = await runTask('lineinfile', edit, moduleContext({ session }));
    expect(result.get('msg')).to.match(/failed to validate/);
    expect(statSync(`${root}/v`).mode & 0o777).to.equal(0o644);
  });

  it('who locks the directory and keeps the lock holds nobody up for ever', async function () {
    this.timeout(60_000);
    writeFileSync(`${root}/locked`, '');
    const keeper = spawn('flock', [root, 'cat'], { stdio: ['pipe', 'ignore', 'inherit'] });
    const end = once(keeper, 'exit');
    try {
      const isLocked = (): boolean => spawnSync('flock', ['-n', root, 'true']).status === 1;
      while (!isLocked()) await new Promise((resolve) => setTimeout(resolve, 20));
      const edit = { path: `${root}/locked`, line: 'a' };
      const result = await runTask('lineinfile', edit, moduleContext({ session }));
      expect(result.get('changed')).to.equal(true);
      expect(isLocked()).to.equal(true);
    } finally {
      keeper.stdin.end();
      await end;
    }
  });

  it('two that edit one file at once lose nothing', async () => {
    writeFileSync(`${root}/two`, '');
    const other = await shellSession('bash');
    const done: string[] = [];
    const editor = async (name: string, through: Session): Promise<void> => {
      for (let i = 0; i < 12; i++) {
        const line = `${name} ${i}`;
        const result = await runTask(
          'lineinfile',
          { path: `${root}/two`, line },
          moduleContext({ session: through }),
        );
        if (result.get('failed') === true) expect(result.get('msg')).to.match(/changed by somebody else/);
        else done.push(line);
      }
    };
    try {
      await Promise.all([editor('one', session), editor('two', other)]);
    } finally {
      await other.close();
    }
    expect(readFileSync(`${root}/two`, 'utf8').trim().split('\n').sort()).to.deep.equal([...done].sort());
  });
});
