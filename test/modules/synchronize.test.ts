import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Dict, Value } from '../../lib/core/value.js';
import type { Json } from '../../lib/core/json.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import { ways, type OpenWay } from '../connect/support/way.js';
import { moduleContext, runTask, scratchDirectory } from '../support/module-context.js';

type Answer = Readonly<Record<string, Json>>;

for (const way of ways.filter(({ name }) =>
  ['local dash', 'local busybox', 'local sudo', 'ssh', 'ssh with a password and sudo'].includes(name),
)) {
  describe(`module synchronize: ${way.name}`, function () {
    this.timeout(120_000);
    let open: OpenWay;
    let session: Session;
    let root: string;
    before(async () => {
      open = await way.open();
      session = await open.connection.session(open.become);
    });
    after(() => open.close());
    beforeEach(() => {
      root = scratchDirectory('sync');
      plant(root);
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const run = async (
      args: Record<string, Json>,
      more: { check?: boolean; vars?: Dict } = {},
    ): Promise<Answer> => {
      const ctx = moduleContext({ session, filesDir: root, ...more });
      return valueToJson(await runTask('synchronize', valueFromJson(args) as Dict, ctx)) as Answer;
    };

    it('pushes a tree, predicts it, and is silent when nothing differs', async () => {
      const args = { src: 'from/', dest: join(root, "to it's/here/"), rsync_opts: ['--mkpath'] };
      const check = await run(args, { check: true });
      expect(check['changed'], JSON.stringify(check)).to.equal(true);
      expect(existsSync(join(root, "to it's"))).to.equal(false);
      const first = await run(args);
      expect([first['changed'], first['rc']], JSON.stringify(first)).to.deep.equal([true, 0]);
      expect(first['stdout_lines']).to.include('<f+++++++++ sub/b');
      expect(readFileSync(join(root, "to it's/here/sub/b"), 'utf8')).to.equal('b');
      expect(await run(args)).to.deep.include({ changed: false, msg: '', stdout_lines: [] });
    });

    it('deletes what the source does not have', async () => {
      const dest = join(root, 'to');
      mkdirSync(dest);
      writeFileSync(join(dest, 'old'), '');
      const done = await run({ src: join(root, 'from/'), dest, delete: true });
      expect(done['msg']).to.match(/\*deleting +old/);
      expect(existsSync(join(dest, 'old'))).to.equal(false);
    });

    it('pulls', async () => {
      const vars = new Map<Value, Value>([['playbook_dir', root]]);
      const args = { src: join(root, 'from'), dest: 'got/', mode: 'pull', archive: false, recursive: true };
      expect((await run(args, { vars }))['changed']).to.equal(true);
      expect(readFileSync(join(root, 'got/from/a'), 'utf8')).to.equal('a');
    });

    it('fails with what rsync says', async () => {
      const done = await run({
        src: join(root, 'none'),
        dest: join(root, 'to'),
        mode: 'pull',
        compress: false,
      });
      expect([done['failed'], done['rc']]).to.deep.equal([true, 23]);
      expect(done['msg']).to.match(/none" failed: No such file or directory/);
    });

    it('refuses what only ssh of its own would need', async () => {
      const done = await run({ src: join(root, 'from'), dest: join(root, 'to'), dest_port: 22 });
      expect(done['msg']).to.match(/dest_port is not supported here/);
    });

    it('delegated to the host itself: both paths are there', async () => {
      const vars = new Map<Value, Value>([['ansible_delegated_vars', new Map([['here', new Map()]])]]);
      const args = { src: join(root, 'from/'), dest: join(root, 'to') };
      expect((await run(args, { vars, check: true }))['changed']).to.equal(true);
      expect(existsSync(join(root, 'to'))).to.equal(false);
      expect((await run(args, { vars }))['changed']).to.equal(true);
      expect(readFileSync(join(root, 'to/sub/b'), 'utf8')).to.equal('b');
      expect((await run(args, { vars }))['changed']).to.equal(false);
    });
  });
}

// readable by the other user of sudo's ways
function plant(root: string): void {
  mkdirSync(join(root, 'from/sub'), { recursive: true });
  writeFileSync(join(root, 'from/a'), 'a');
  writeFileSync(join(root, 'from/sub/b'), 'b');
  copyFileSync(join(root, 'from/a'), join(root, 'from/-c d'));
  execFileSync('chmod', ['-R', 'a+rX', root]);
}
