import { rmSync } from 'node:fs';
import { expect } from 'chai';
import type { Session } from '../../lib/remote/session.js';
import { dataOf } from '../../lib/module/index.js';
import {
  moduleContext,
  runTask,
  sandboxSession,
  scratchDirectory,
  shellNames,
} from '../support/module-context.js';

for (const shell of shellNames) {
  describe(`what a user links to in a home is not followed by root: ${shell}`, () => {
    let session: Session;
    let root: string;
    beforeEach(async () => {
      root = scratchDirectory('homes');
      session = await sandboxSession(shell, root);
      await sh(`
        echo "alice:x:7010:7010::$root/alice:/bin/sh" >>/etc/passwd
        mkdir -m 755 alice alice/.ssh others
        echo hidden >others/authorized_keys
        chmod 600 others/*
        chown -R 7010:7010 alice`);
    });
    afterEach(async () => {
      await session.close();
      rmSync(root, { recursive: true, force: true });
    });

    const sh = async (script: string): Promise<string | undefined> => {
      const call = { script: `cd "$root"; set +f; data said "$(${script})"`, params: { root } };
      return dataOf(await session.call({ ...call, mode: 'apply' }), 'said');
    };
    const keys = { user: 'alice', key: 'ssh-ed25519 AAAAC3Nz me' };
    const refused = /is a link to what is not alice's; refusing to follow it/;

    it('a directory of others keeps its mode and its files', async () => {
      await sh('rmdir alice/.ssh && ln -s ../others alice/.ssh && chown -h 7010 alice/.ssh');
      const result = await runTask('authorized_key', keys, moduleContext({ session }));
      expect(result.get('msg')).to.match(refused);
      const key = { name: 'alice', generate_ssh_key: true, ssh_key_type: 'ed25519' };
      expect((await runTask('user', key, moduleContext({ session }))).get('msg')).to.match(refused);
      expect(await sh('stat -c %a:%u others; ls others')).to.equal('755:0\nauthorized_keys');
    });

    it('a file of others is not copied', async () => {
      await sh('ln -s ../../others/authorized_keys alice/.ssh && chown -h 7010 alice/.ssh/*');
      const result = await runTask('authorized_key', keys, moduleContext({ session }));
      expect(result.get('msg')).to.match(refused);
      expect(await sh('test -L alice/.ssh/authorized_keys && cat others/*')).to.equal('hidden');
    });

    it('a key is not written through a link', async () => {
      await sh('ln -s ../../others/new alice/.ssh/id_ed25519 && chown -h 7010 alice/.ssh/*');
      await sh('ln -s ../../others/authorized_keys alice/.ssh/id_ed25519.pub && chown -h 7010 alice/.ssh/*');
      const key = { name: 'alice', generate_ssh_key: true, ssh_key_type: 'ed25519' };
      const result = await runTask('user', key, moduleContext({ session }));
      expect(result.get('ssh_public_key')).to.match(/^ssh-ed25519 /);
      expect(await sh('cat others/*')).to.equal('hidden');
      expect(await sh('stat -c "%a %u %F" alice/.ssh/*')).to.equal(
        '600 7010 regular file\n644 7010 regular file',
      );
    });

    it('what root linked to is, and what is the user’s own', async () => {
      await sh('rmdir alice/.ssh && ln -s ../others alice/.ssh && chown 7010:7010 others');
      expect((await runTask('authorized_key', keys, moduleContext({ session }))).get('changed')).to.equal(
        true,
      );
      await sh('mkdir alice/mine && rm alice/.ssh && ln -s mine alice/.ssh && chown -hR 7010:7010 alice');
      expect((await runTask('authorized_key', keys, moduleContext({ session }))).get('changed')).to.equal(
        true,
      );
      expect(await sh('cat others/* alice/mine/*')).to.equal(`hidden\n${keys.key}\n${keys.key}`);
    });
  });
}
