import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Value } from '../../lib/core/value.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import type { Session } from '../../lib/remote/session.js';
import type { Result } from '../../lib/module/index.js';
import { moduleContext, runTask, scratchDirectory, shellSession } from '../support/module-context.js';

const stubs = fileURLToPath(new URL('../fixtures/bin', import.meta.url));

/** Names that a shell, a tool or a template could take for something else. P is made only if one of them is. */
const corpus = (canary: string): readonly string[] => [
  'a b',
  'a\nb',
  'a\tb',
  "it's",
  'say "hi"',
  `$(touch ${canary})`.replaceAll('/', '$(printf "\\057")'),
  '`touch P`',
  '$(touch P)',
  '-rf',
  '--help',
  ';touch P;',
  '&& touch P',
  '| touch P',
  '*[a]?',
  '~root',
  '%s%n',
  'back\\slash',
  'end\\',
  'new\nline\n',
  'invalid\udcff\udcfeutf8',
  'é日本',
  '{{ 1+1 }}',
  '$HOME',
  '${IFS}',
  '#x',
  '!x',
  '=x',
  'x'.repeat(200),
];

// the three shells agree on quoting (see the tests of lib/remote): two of them are enough here
for (const shell of ['dash', 'busybox'] as const) {
  describe(`names from hell in ${shell}`, () => {
    let session: Session;
    let root: string;
    before(async () => (session = await shellSession(shell, [stubs])));
    after(() => session.close());
    beforeEach(() => (root = scratchDirectory('quote')));
    afterEach(() => {
      expect(existsSync(join(root, 'P'))).to.equal(false);
      expect(existsSync('P')).to.equal(false);
      rmSync(root, { recursive: true, force: true });
    });

    const run = (module: string, args: Record<string, Value>): Promise<Result> =>
      runTask(module, args, moduleContext({ session, environment: { STUB_STATE: root } }));
    const each = async (
      check: (name: string, path: string, file: Buffer) => Promise<void>,
    ): Promise<void> => {
      for (const name of corpus(join(root, 'P'))) {
        const box = mkdtempSync(join(root, 'box'));
        await check(name, `${box}/${name}`, bytesOf(`${box}/${name}`));
        rmSync(box, { recursive: true, force: true });
      }
    };
    const unchanged = (result: Result, why: string): void => {
      expect(result.get('failed'), `${why}: ${String(result.get('msg'))}`).to.equal(undefined);
      expect(result.get('changed'), why).to.equal(false);
    };

    it('copy, stat, slurp, lineinfile and file', async function () {
      this.timeout(120_000);
      await each(async (name, path, file) => {
        const content = `line ${name}\n`;
        // what needs expansion at the host is expanded: `$` and `~` only work as text when nothing matches
        const literal = path.includes('$HOME') ? undefined : path;
        if (literal === undefined) return;
        const made = await run('copy', { content, dest: literal });
        expect(made.get('failed'), `${JSON.stringify(name)}: ${String(made.get('msg'))}`).to.equal(undefined);
        expect(readFileSync(file).equals(bytesOf(content)), JSON.stringify(name)).to.equal(true);
        unchanged(await run('copy', { content, dest: literal }), name);
        const stat = (await run('stat', { path: literal })).get('stat') as Map<string, Value>;
        expect(stat.get('exists')).to.equal(true);
        expect(stat.get('path')).to.equal(literal);
        expect(
          Buffer.from((await run('slurp', { src: literal })).get('content') as string, 'base64').equals(
            bytesOf(content),
          ),
        ).to.equal(true);
        expect(
          (await run('lineinfile', { path: literal, line: name.replaceAll('\n', ' ') })).get('failed'),
        ).to.equal(undefined);
        unchanged(await run('file', { path: literal, mode: '0644' }), name);
        expect((await run('file', { path: literal, state: 'absent' })).get('changed')).to.equal(true);
        expect(existsSync(file)).to.equal(false);
      });
    });

    it('directories, links and trees', async function () {
      this.timeout(120_000);
      await each(async (name, path, file) => {
        if (path.includes('$HOME')) return;
        expect(
          (await run('file', { path, state: 'directory' })).get('changed'),
          JSON.stringify(name),
        ).to.equal(true);
        writeFileSync(Buffer.concat([file, Buffer.from('/inner')]), 'x');
        unchanged(await run('file', { path, state: 'directory', recurse: true, mode: 'u+rwX' }), name);
        expect(
          (await run('file', { path: `${path}.link`, src: path, state: 'link' })).get('changed'),
          JSON.stringify(name),
        ).to.equal(true);
        unchanged(await run('file', { path: `${path}.link`, src: path, state: 'link' }), name);
        const copied = await run('copy', { src: `${path}/`, dest: `${path}.copy`, remote_src: true });
        expect(copied.get('failed'), `${JSON.stringify(name)}: ${String(copied.get('msg'))}`).to.equal(
          undefined,
        );
        expect((await run('file', { path, state: 'absent' })).get('changed')).to.equal(true);
      });
    });

    it('words of commands and their environment', async () => {
      for (const name of corpus(join(root, 'P'))) {
        if (/^~|\$/.test(name)) continue;
        const echoed = await run('command', { argv: ['printf', '%s', `.${name}.`] });
        expect(echoed.get('stdout'), JSON.stringify(name)).to.equal(`.${name}.`);
        const ctx = moduleContext({ session, environment: { VALUE: name } });
        const seen = await runTask('shell', { cmd: 'printf "%s." "$VALUE"' }, ctx);
        expect(seen.get('stdout'), JSON.stringify(name)).to.equal(`${name}.`);
      }
    });

    it('owners, services and packages are refused or unknown, never run', async () => {
      mkdirSync(join(root, 'units'));
      writeFileSync(join(root, 'f'), '');
      for (const name of corpus(join(root, 'P'))) {
        for (const result of [
          await run('file', { path: join(root, 'f'), owner: name }),
          await run('file', { path: join(root, 'f'), group: name }),
          await run('service', { name, state: 'started' }),
          await run('apt', { name: [name] }),
        ]) {
          expect(result.get('failed'), JSON.stringify(name)).to.equal(true);
        }
      }
      expect(
        readdirSync(root)
          .filter((file) => !file.startsWith('box'))
          .sort(),
      ).to.deep.equal(['f', 'units']);
    });
  });
}
