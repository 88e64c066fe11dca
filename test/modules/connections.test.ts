import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type Connection } from '../../lib/connect/connect.js';
import type { Become, Link } from '../../lib/connect/link.js';
import type { Session } from '../../lib/remote/session.js';
import { startSshd, type TestSshd } from '../connect/support/start-sshd.js';
import { scratchDirectory } from '../support/module-context.js';
import { skip } from '../support/skip.js';
import { loadCases } from './cases.js';
import { runCase } from './run-case.js';
import { sandboxed } from './sandboxed.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const stubs = fileURLToPath(new URL('../fixtures/bin', import.meta.url));

interface Way {
  readonly name: string;
  readonly shell: string;
  readonly link: (sshd: TestSshd) => Partial<Link>;
  readonly become?: Become;
}

const ways: readonly Way[] = [
  { name: 'ssh, bash', shell: '/bin/bash', link: (sshd) => sshd.link() },
  {
    name: 'sudo, dash',
    shell: '/usr/bin/dash',
    link: () => ({ connection: 'local', host: 'localhost' }),
    become: { method: 'sudo', user: 'root' },
  },
  {
    name: 'chroot, busybox',
    shell: '/usr/bin/busybox sh',
    link: () => ({ connection: 'chroot', host: '/' }),
  },
];

const cases = readdirSync(here)
  .filter((file) => file.endsWith('.yml') && !sandboxed.has(basename(file, '.yml')))
  .flatMap((file) => loadCases(join(here, file)).map((one) => ({ module: basename(file, '.yml'), one })))
  .filter(({ one }) => one.shells === undefined);

// local shells have all cases (modules.test.ts); each connection a third of them, and of every module some
ways.forEach((way, index) => {
  describe(`cases of modules over ${way.name}`, () => {
    let dir: string;
    let sshd: TestSshd | undefined;
    let connection: Connection;
    let session: Session;
    before(async function () {
      if (process.getuid?.() !== 0) skip(this, 'becomes root and another root directory: needs root');
      dir = mkdtempSync(join(tmpdir(), 'tsplay-way-'));
      const shell = join(dir, 'sh');
      writeFileSync(shell, `#!/bin/sh\nPATH=${stubs}:$PATH exec ${way.shell} "$@"\n`, { mode: 0o755 });
      sshd = await startSshd();
      connection = connect({ ...way.link(sshd), shell } as Link);
      session = await connection.session(way.become);
    });
    after(async () => {
      await connection?.close();
      await sshd?.stop();
      rmSync(dir, { recursive: true, force: true });
    });

    cases
      .filter((_, i) => i % ways.length === index)
      .forEach(({ module, one }) =>
        it(`${module}: ${one.name}`, () =>
          runCase(module, one, scratchDirectory(module), { session, over: way.name })),
      );
  });
});
