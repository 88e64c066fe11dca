import { expect } from 'chai';
import type { Value } from '../../lib/core/value.js';
import type { Result } from '../../lib/module/index.js';
import { shellNames } from '../support/module-context.js';
import { sandboxedRoot } from '../support/sandboxed-root.js';

for (const shell of shellNames) {
  describe(`where the host has no room for temporary files, in ${shell}`, () => {
    const host = sandboxedRoot(shell, 'full-temp', [
      'mkdir -p from/sub to tree/bin && echo a >from/a && echo b >from/sub/b',
      'tar -czf x.tgz -C from a sub; cd from && zip -qr ../x.zip a sub',
    ]);
    const { sh } = host;
    // all pages but a few are taken
    const fill = (free = 0): Promise<string | undefined> =>
      sh(
        `mkdir -m 700 -p "$ts_tmp" "$ts_tmp/call"; while umount "$ts_tmp/call" 2>/dev/null; do :; done; mount -t tmpfs -o size=64k tmpfs "$ts_tmp/call"; head -c $((65536 - ${free} * 4096)) /dev/zero >"$ts_tmp/call/full"`,
      );
    const run = async (module: string, args: Record<string, Value>): Promise<Result> => {
      await fill();
      return await host.run(module, args);
    };

    it('archive removes nothing that it has not packed', async () => {
      for (let free = 0; free < 12; free++) {
        await sh(
          'rm -rf many y.tgz; mkdir many; cd many; for i in $(seq 100 250); do echo >"a-name-of-some-length-$i"; done',
        );
        await fill(free);
        const args = { path: `${host.root}/many`, dest: `${host.root}/y.tgz`, remove: true };
        await host.run('archive', args);
        const left = await sh('{ tar -tzf y.tgz; ls many; } 2>/dev/null | grep -c length');
        expect(Number(left), `${free} pages`).to.be.gte(151);
      }
    });

    for (const name of ['x.tgz', 'x.zip'])
      it(`unarchive does not take ${name} for unpacked`, async () => {
        const result = await run('unarchive', {
          src: `${host.root}/${name}`,
          dest: `${host.root}/to`,
          remote_src: true,
        });
        const isThere = (await sh('cat to/sub/b')) === 'b';
        expect(result.get('failed') ?? false).to.equal(!isThere);
      });

    it('command_in_chroot does not say that it ran', async () => {
      const result = await run('command_in_chroot', { root: `${host.root}/tree`, argv: ['/bin/true'] });
      expect(result.get('failed')).to.equal(true);
      expect(result.get('msg')).to.match(/no space/);
    });

    it('deb822_repository trusts no half a key', async () => {
      const key = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n${'x'.repeat(9000)}`;
      const result = await run('deb822_repository', {
        name: 'x',
        signed_by: key,
        uris: ['http://x.example'],
        suites: ['x'],
        components: ['main'],
      });
      expect(result.get('failed')).to.equal(true);
    });

    it('file reaches everything below, or fails', async () => {
      const result = await run('file', { path: `${host.root}/from`, mode: 'u=rwX,go=', recurse: true });
      const isDone = (await sh('stat -c %a from/sub/b')) === '600';
      expect(result.get('failed') ?? false).to.equal(!isDone);
    });
  });
}
