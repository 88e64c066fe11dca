import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { dataOf, type Result } from '../../lib/module/index.js';
import type { Session } from '../../lib/remote/session.js';
import {
  moduleContext,
  runTask,
  sandboxSession,
  scratchDirectory,
  shellNames,
} from '../support/module-context.js';

// a small file system of its own below dest
for (const shell of shellNames) {
  describe(`unarchive to a small disk, in ${shell}`, () => {
    let session: Session;
    let root: string;

    before(async () => {
      root = scratchDirectory('unarchive');
      mkdirSync(`${root}/from/sub`, { recursive: true });
      writeFileSync(`${root}/from/a`, 'new a');
      // does not shrink
      writeFileSync(`${root}/from/sub/big`, randomBytes(300_000));
      writeFileSync(`${root}/from/z`, 'new z');
      const names = ['a', 'sub', 'z'];
      execFileSync('tar', ['-czf', `${root}/x.tgz`, '-C', `${root}/from`, ...names]);
      execFileSync('zip', ['-qr', `${root}/x.zip`, ...names], { cwd: `${root}/from` });
      session = await sandboxSession(shell, root);
    });
    after(async () => {
      await session.close();
      rmSync(root, { recursive: true, force: true });
    });

    const look = async (script: string): Promise<string | undefined> =>
      dataOf(
        await session.call({ script: `data out "$(${script})"`, params: { root }, mode: 'apply' }),
        'out',
      );
    const unpack = (name: string): Promise<Result> =>
      runTask(
        'unarchive',
        { src: `${root}/${name}`, dest: `${root}/dest`, remote_src: true },
        moduleContext({ session }),
      );
    const mountSmall = (where: string, size: string): Promise<string | undefined> =>
      look(
        `mkdir -p "$root/${where}" && mount -t tmpfs -o size=${size} tmpfs "$root/${where}" && cd "$root/dest" && mkdir -p sub && printf old >sub/big && printf old >a`,
      );

    for (const name of ['x.tgz', 'x.zip']) {
      it(`${name}: leaves what was there when the disk is full`, async () => {
        await mountSmall('dest', '128k');
        const result = await unpack(name);
        expect(result.get('failed')).to.equal(true);
        expect(result.get('msg')).to.match(
          /no space left on .*: 3000\d\d bytes are unpacked, \d+ kB are free$/,
        );
        expect(await look('cd "$root/dest" && cat a sub/big && find . | sort | tr "\\n" " "')).to.equal(
          'oldold. ./a ./sub ./sub/big ',
        );
        await look('umount "$root/dest"');
      });

      it(`${name}: goes across file systems, a full one keeps its old file`, async () => {
        await look('rm -rf "$root/dest"');
        await mountSmall('dest/sub', '1m');
        expect((await unpack(name)).get('changed')).to.equal(true);
        expect(await look('cmp "$root/from/sub/big" "$root/dest/sub/big" && cat "$root/dest/a"')).to.equal(
          'new a',
        );
        expect((await unpack(name)).get('changed')).to.equal(false);
        await look('umount "$root/dest/sub"; rm -rf "$root/dest"');
        await mountSmall('dest/sub', '128k');
        expect((await unpack(name)).get('msg')).to.match(/no space left/);
        expect(await look('cat "$root/dest/sub/big"; find "$root/dest" -name ".tsplay*"')).to.equal('old');
        await look('umount "$root/dest/sub"; rm -rf "$root/dest"');
      });
    }
  });
}
