import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Session } from '../../lib/remote/session.js';
import {
  moduleContext,
  runTask,
  scratchDirectory,
  shellNames,
  shellSession,
} from '../support/module-context.js';

for (const shell of shellNames) {
  describe(`get_url while it downloads: ${shell}`, () => {
    let session: Session;
    let server: Server;
    let root: string;
    const seen: { names: readonly string[]; programs: string }[] = [];
    before(async () => {
      root = scratchDirectory('get-url');
      session = await shellSession(shell);
      server = createServer((_, response) => {
        const programs = execFileSync('ps', ['-ewwo', 'args'], { encoding: 'utf8' });
        seen.push({ names: readdirSync(root), programs });
        response.end('content');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(async () => {
      await session.close();
      server.close();
      rmSync(root, { recursive: true, force: true });
    });

    it('neither the directory nor the list of processes shows anything of it', async () => {
      const { port } = server.address() as AddressInfo;
      const url = `http://al:s3cret@127.0.0.1:${port}/it's?token=t0ken`;
      const args = { url, dest: `${root}/file` };
      for (const force of [false, true]) {
        const result = await runTask('get_url', { ...args, force }, moduleContext({ session }));
        expect(result.get('failed'), JSON.stringify([...result])).to.equal(undefined);
        expect(readFileSync(args.dest, 'utf8')).to.equal('content');
        const { names, programs } = seen.pop()!;
        expect(names).to.deep.equal(force ? ['file'] : []);
        expect(programs)
          .to.contain('curl')
          .and.not.match(/s3cret|t0ken/);
      }
    });

    it('nor does that of an archive', async () => {
      const { port } = server.address() as AddressInfo;
      const src = `http://al:s3cret@127.0.0.1:${port}/a"b?token=t0ken`;
      const args = { src, dest: root, remote_src: true };
      const result = await runTask('unarchive', args, moduleContext({ session }));
      expect(result.get('msg')).to.match(/^Failed to find handler/);
      expect(seen.pop()!.programs)
        .to.contain('curl')
        .and.not.match(/s3cret|t0ken/);
    });
  });
}
