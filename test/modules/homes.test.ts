import { expect } from 'chai';
import { shellNames } from '../support/module-context.js';
import { sandboxedRoot } from '../support/sandboxed-root.js';

for (const shell of shellNames) {
  describe(`what a user links to in a home is not followed by root: ${shell}`, () => {
    const { sh, run } = sandboxedRoot(shell, 'homes', [
      `echo "alice:x:7010:7010::$root/alice:/bin/sh" >>/etc/passwd
        mkdir -m 755 alice alice/.ssh others
        echo hidden >others/authorized_keys
        chmod 600 others/*
        chown -R 7010:7010 alice`,
    ]);
    const keys = { user: 'alice', key: 'ssh-ed25519 AAAAC3Nz me' };
    const refused = /is a link to what is not alice's; refusing to follow it/;

    it('a directory of others keeps its mode and its files', async () => {
      await sh('rmdir alice/.ssh && ln -s ../others alice/.ssh && chown -h 7010 alice/.ssh');
      const result = await run('authorized_key', keys);
      expect(result.get('msg')).to.match(refused);
      const key = { name: 'alice', generate_ssh_key: true, ssh_key_type: 'ed25519' };
      expect((await run('user', key)).get('msg')).to.match(refused);
      expect(await sh('stat -c %a:%u others; ls others')).to.equal('755:0\nauthorized_keys');
    });

    it('a file of others is not copied', async () => {
      await sh('ln -s ../../others/authorized_keys alice/.ssh && chown -h 7010 alice/.ssh/*');
      const result = await run('authorized_key', keys);
      expect(result.get('msg')).to.match(refused);
      expect(await sh('test -L alice/.ssh/authorized_keys && cat others/*')).to.equal('hidden');
    });

    it('a key is not written through a link', async () => {
      await sh('ln -s ../../others/new alice/.ssh/id_ed25519 && chown -h 7010 alice/.ssh/*');
      await sh('ln -s ../../others/authorized_keys alice/.ssh/id_ed25519.pub && chown -h 7010 alice/.ssh/*');
      const key = { name: 'alice', generate_ssh_key: true, ssh_key_type: 'ed25519' };
      const result = await run('user', key);
      expect(result.get('ssh_public_key')).to.match(/^ssh-ed25519 /);
      expect(await sh('cat others/*')).to.equal('hidden');
      expect(await sh('stat -c "%a %u %F" alice/.ssh/*')).to.equal(
        '600 7010 regular file\n644 7010 regular file',
      );
    });

    it('what root linked to is, and what is the user’s own', async () => {
      await sh('rmdir alice/.ssh && ln -s ../others alice/.ssh && chown 7010:7010 others');
      expect((await run('authorized_key', keys)).get('changed')).to.equal(true);
      await sh('mkdir alice/mine && rm alice/.ssh && ln -s mine alice/.ssh && chown -hR 7010:7010 alice');
      expect((await run('authorized_key', keys)).get('changed')).to.equal(true);
      expect(await sh('cat others/* alice/mine/*')).to.equal(`hidden\n${keys.key}\n${keys.key}`);
    });
  });
}
