import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { playText } from '../run/play-text.js';

const role = fileURLToPath(new URL('../../roles/nfs_server', import.meta.url));
const play = `- hosts: h1
  tasks: [{include_role: {name: ${role}, tasks_from: links}}]
`;
const guarded = [...readFileSync(join(role, 'tasks/links.yml'), 'utf8').matchAll(/^ {6}- (.*)$/gm)].map(
  ([, directory]) => directory!,
);

describe('roles/nfs_server: no link of the base leads to the host', () => {
  let dir: string;
  let base: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tsplay-links-'));
    base = join(dir, 'root');
    mkdirSync(base);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const ask = async (): Promise<readonly [number, readonly string[]]> => {
    const { report, said } = await playText(play, { hosts: ['h1'], extraVars: { image_base: base } });
    return [report.exitCode, said.filter((each) => each.includes('refusing'))];
  };

  it('lets a base without links through, and one that is not there yet', async () => {
    expect(await ask()).to.deep.equal([0, []]);
    for (const each of guarded) mkdirSync(join(base, each), { recursive: true });
    expect(await ask()).to.deep.equal([0, []]);
    rmSync(base, { recursive: true });
    expect(await ask()).to.deep.equal([0, []]);
    mkdirSync(base);
  });

  it('names the one that is', async () => {
    mkdirSync(join(base, 'etc/systemd'), { recursive: true });
    symlinkSync(dir, join(base, 'etc/systemd/network'));
    symlinkSync('/root', join(base, 'root'));
    const [code, said] = await ask();
    expect(code).to.equal(2);
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.match(/^h1: etc\/systemd\/network, root of .*refusing to follow it/);
  });

  it('knows every directory that the role writes into', () => {
    const tasks = readdirSync(join(role, 'tasks')).map((file) =>
      readFileSync(join(role, 'tasks', file), 'utf8'),
    );
    const written = tasks.flatMap((text) =>
      [...text.matchAll(/(?:\{\{ image_base \}\}\/|dest: |^ {4}- )((?:etc|root)\/[\w.-][\w./-]*)/gm)].map(
        ([, path]) => path!,
      ),
    );
    expect(written).to.include.members(['etc/fstab', 'etc/apt/sources.list', 'etc/ssh/sshd_config.d']);
    const unguarded = written.flatMap(ancestors).filter((each) => !guarded.includes(each));
    expect([...new Set(unguarded)]).to.deep.equal([]);
  });
});

/** The directories that a path goes through. */
const ancestors = (path: string): readonly string[] => {
  const parent = dirname(path);
  return parent === '.' ? [] : [...ancestors(parent), parent];
};
