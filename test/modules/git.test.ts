import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import {
  moduleContext,
  runTask,
  scratchDirectory,
  shellNames,
  shellSession,
} from '../support/module-context.js';

for (const shell of shellNames) {
  describe(`module git in ${shell}`, () => {
    let session: Session;
    let root: string;
    before(async () => (session = await shellSession(shell)));
    after(() => session.close());
    beforeEach(() => {
      root = scratchDirectory('git');
      git('init', '-q', '-b', 'main', join(root, 'repo'));
      commit('one');
      in_('tag', 'v1');
      commit('two');
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { encoding: 'utf8' }).trim();
    const in_ = (...args: readonly string[]): string => git('-C', join(root, 'repo'), ...args);
    const commit = (text: string): string => {
      writeFileSync(join(root, 'repo', 'f'), text);
      in_('add', 'f');
      in_('-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-q', '-m', text);
      return in_('rev-parse', 'HEAD');
    };
    const run = async (
      args: Record<string, Json>,
      check = false,
      environment: Readonly<Record<string, string>> = {},
    ): Promise<Record<string, Json>> => {
      const all = { repo: join(root, 'repo'), dest: join(root, 'd'), ...args };
      const ctx = moduleContext({ session, filesDir: root, check, environment });
      return valueToJson(await runTask('git', valueFromJson(all) as Dict, ctx)) as Record<string, Json>;
    };
    const content = (): string => readFileSync(join(root, 'd', 'f'), 'utf8');

    it('clones, follows and is silent when nothing is new', async () => {
      const first = in_('rev-parse', 'HEAD');
      expect(await run({}, true)).to.deep.include({ changed: true, before: null, after: first });
      expect(await run({})).to.deep.include({ changed: true, before: null, after: first });
      expect(content()).to.equal('two');
      expect(await run({})).to.deep.include({ changed: false, before: first, after: first });
      const second = commit('three');
      expect(await run({}, true)).to.deep.include({ changed: true, before: first, after: second });
      expect(content()).to.equal('two');
      expect(await run({ update: false })).to.deep.include({ changed: false, after: first });
      expect(await run({})).to.deep.include({ changed: true, before: first, after: second });
      expect(content()).to.equal('three');
      const told = await run({ clone: false, dest: null });
      expect(told).to.deep.include({ changed: true, before: null, after: second });
    });

    it('checks out tags, branches and commits', async () => {
      const two = in_('rev-parse', 'HEAD');
      expect(await run({ version: 'v1', depth: 1, repo: `file://${root}/repo` })).to.include({
        changed: true,
      });
      expect(content()).to.equal('one');
      expect(await run({ version: 'v1', depth: 1, repo: `file://${root}/repo` })).to.include({
        changed: false,
      });
      in_('checkout', '-q', '-b', 'side', 'v1');
      commit('side');
      expect(await run({ version: 'side' })).to.include({ changed: true });
      expect(content()).to.equal('side');
      expect(await run({ version: two })).to.include({ changed: true, after: two });
      expect(await run({ version: two })).to.include({ changed: false });
      expect(await run({ version: 'nope' })).to.include({ failed: true });
    });

    it('keeps local changes unless it is forced', async () => {
      await run({});
      writeFileSync(join(root, 'd', 'f'), 'mine');
      const refused = await run({});
      expect(refused).to.include({ failed: true });
      expect(refused['msg']).to.contain('Local modifications exist');
      expect(content()).to.equal('mine');
      expect(await run({ force: true })).to.include({ changed: true });
      expect(content()).to.equal('two');
    });

    it('makes bare repositories and archives', async () => {
      expect(await run({ bare: true })).to.include({ changed: true });
      expect(await run({ bare: true })).to.include({ changed: false });
      const three = commit('three');
      expect(await run({ bare: true })).to.include({ changed: true, after: three });
      const archive = join(root, 'a.tar.gz');
      expect(await run({ dest: join(root, 'e'), archive, archive_prefix: 'p/' })).to.include({
        changed: true,
      });
      expect(execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' })).to.equal('p/\np/f\n');
      expect(await run({ dest: join(root, 'e'), archive, archive_prefix: 'p/' })).to.include({
        changed: false,
      });
    });

    it('takes what a key signed that may, be it a commit or a tag', async () => {
      const home = scratchDirectory('gnupg');
      chmodSync(home, 0o700);
      const env = { ...process.env, GNUPGHOME: home };
      const signed = (command: string, ...args: readonly string[]): string =>
        execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
      const inRepo = ['-C', join(root, 'repo'), '-c', 'user.name=t', '-c', 'user.email=t@t'];
      try {
        signed('gpg', '--batch', '--passphrase', '', '--quick-gen-key', 'T <t@t>', 'ed25519', 'sign', '1d');
        const key = /^fpr:+([0-9A-F]{40}):/m.exec(signed('gpg', '--with-colons', '--list-keys'))![1]!;
        signed('git', ...inRepo, 'tag', '-s', '-m', 'x', 'v2');
        signed('git', ...inRepo, 'commit', '-q', '-S', '--allow-empty', '-m', 'three');
        const clone = (dest: string, args: Record<string, Json>): Promise<Record<string, Json>> =>
          run({ dest: join(root, dest), verify_commit: true, ...args }, false, { GNUPGHOME: home });
        expect(await clone('a', { gpg_whitelist: ['0'.repeat(40), key] })).to.include({ changed: true });
        expect(await clone('b', { version: 'v2', gpg_whitelist: [key] })).to.include({ changed: true });
        const stranger = await clone('c', { gpg_whitelist: ['0'.repeat(40)] });
        expect(stranger['msg']).to.include(`does not include the public key "${key}"`);
        expect((await clone('d', { version: 'v1' }))['msg']).to.match(/^Failed to verify GPG signature/);
      } finally {
        signed('gpgconf', '--kill', 'all');
        rmSync(home, { recursive: true, force: true });
      }
    });

    it('never reads an option in a name', async () => {
      expect(await run({ repo: '--upload-pack=touch P' })).to.include({ failed: true });
      expect(await run({ version: '--orphan=x' })).to.include({ failed: true });
      expect(await run({ repo: join(root, 'none') })).to.include({ failed: true });
    });
  });
}
