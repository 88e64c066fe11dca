import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExports } from '../../lib/image/check/check-exports.js';
import { imageScriptText } from '../../lib/image/image-script.js';

describe('exports of generations by ganesha', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'exports-'));
    mkdirSync(join(dir, 'ganesha/tsplay'), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** The file that an image with these generations would have, its numbers kept in the file that is there. */
  function exportsOf(image: string, base: number, generations: readonly number[]): string {
    const place = join(dir, image);
    for (const each of generations) mkdirSync(join(place, 'generations', String(each)), { recursive: true });
    writeFileSync(join(place, 'image.conf'), `nfs_clients=10.0.0.0/24 10.1.0.1\nexport_base=${base}\n`);
    const file = join(dir, `ganesha/tsplay/${image}.conf`);
    const script = [
      imageScriptText('common'),
      imageScriptText('exports'),
      'ganesha_dir=$2 eg_file=$3 eg_backend=ganesha',
      'exports_for_ganesha',
    ].join('\n');
    const text = execFileSync(
      'sh',
      ['-c', `set -u; image=${image} dir=$1\n${script}`, 'sh', place, join(dir, 'ganesha'), file],
      { encoding: 'utf8' },
    );
    writeFileSync(file, text);
    return text;
  }

  const idsIn = (text: string): string[] => text.match(/(?<=Export_Id = )\d+/g) ?? [];

  it('one per generation, read-only, for the declared clients', () => {
    const text = exportsOf('compute', 7000, [1]);
    expect(text).to.match(
      /^EXPORT \{\n {2}Export_Id = 7001;\n {2}Path = \S+\/compute\/generations\/1\/root;$/m,
    );
    expect(text).to.contain('Clients = 10.0.0.0/24, 10.1.0.1;\n    Access_Type = RO;');
  });

  it('no two exports of a server have one number, whatever the ranges of their images', () => {
    writeFileSync(join(dir, 'ganesha/other.conf'), 'EXPORT { Export_Id = 7003; Path = /other; }\n');
    expect(idsIn(exportsOf('compute', 7000, [1, 2]))).to.deep.equal(['7001', '7002']);
    expect(idsIn(exportsOf('login', 7000, [1, 2, 1001]))).to.deep.equal(['7004', '7005', '7006']);
  });

  it('a generation keeps its number, which is in the file handles of running nodes', () => {
    exportsOf('compute', 7000, [1, 2]);
    const before = idsIn(exportsOf('login', 7000, [1]));
    rmSync(join(dir, 'ganesha/tsplay/compute.conf'));
    expect(idsIn(exportsOf('login', 7000, [1, 2]))).to.deep.equal([...before, '7002']);
    expect(idsIn(exportsOf('login', 9000, [1, 2, 3]))).to.deep.equal([...before, '7002', '9003']);
  });

  it('the highest number is followed by the lowest', () => {
    writeFileSync(join(dir, 'ganesha/ganesha.conf'), 'EXPORT { Export_Id = 65535; }\n');
    expect(idsIn(exportsOf('compute', 65_534, [1]))).to.deep.equal(['1']);
  });
});

describe('exports of generations by the kernel', () => {
  it('one line per generation, read-only, a client of its own list each, and an fsid that stays', () => {
    const dir = mkdtempSync(join(tmpdir(), 'exports-'));
    try {
      for (const each of [1, 2]) mkdirSync(join(dir, 'generations', String(each)), { recursive: true });
      writeFileSync(join(dir, 'image.conf'), 'nfs_backend=kernel\nnfs_clients=10.0.0.0/24 10.1.0.1\n');
      const script = [...['common', 'exports'].map(imageScriptText), 'exports_for_kernel'].join('\n');
      const ask = (): string[] =>
        execFileSync('sh', ['-c', `set -u; image=compute dir=$1\n${script}`, 'sh', dir], { encoding: 'utf8' })
          .trimEnd()
          .split('\n');
      const lines = ask();
      const fsids = lines.map((line, index) => {
        const [, client, other] =
          /^\S+ 10\.0\.0\.0\/24\(ro,no_root_squash,no_subtree_check,sync,fsid=([0-9a-f-]{36})\) 10\.1\.0\.1\(ro,no_root_squash,no_subtree_check,sync,fsid=(\S+)\)$/.exec(
            line,
          ) ?? [];
        expect(line.startsWith(`${dir}/generations/${index + 1}/root `), line).to.equal(true);
        expect(other).to.equal(client).and.to.not.equal(undefined);
        expect(checkExports(line, `${dir}/generations/${index + 1}/root`, 'exports')).to.deep.equal([]);
        return client;
      });
      expect(new Set(fsids).size).to.equal(2);
      expect(ask()).to.deep.equal(lines);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
