import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageScriptText } from '../../lib/image/image-script.js';

const SHELLS = [['dash'], ['bash'], ['busybox', 'sh']] as const;
const TOOLS = ['find', 'env', 'stat', 'sha256sum', 'sed', 'sort', 'head'];
const NAMES = ['plain', 'a b', '-n', 'tab\tx', 'back\\slash', 'new\nline', 'stern*', 'é'];

describe('the manifest of an image', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'tsplay-manifest-'));
    chmodSync(dir, 0o755);
    mkdirSync(join(dir, 'tree/sub'), { recursive: true });
    for (const name of NAMES) writeFileSync(join(dir, 'tree/sub', name), `content of ${name}`);
    symlinkSync('plain', join(dir, 'tree/sub/link'));
    mkdirSync(join(dir, 'tools'));
    for (const name of TOOLS)
      symlinkSync(execFileSync('which', [name]).toString().trim(), join(dir, 'tools', name));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const list = (
    shell: readonly string[],
    environment: NodeJS.ProcessEnv,
    root = join(dir, 'tree'),
  ): string => {
    const file = join(dir, 'manifest');
    const script = `set -uf\nLC_ALL=C\nexport LC_ALL\n${imageScriptText('manifest')}\nmanifest "$1" "$2"`;
    const program = execFileSync('which', [shell[0]!]).toString().trim();
    const { status } = spawnSync(program, [...shell.slice(1), '-c', script, 'sh', root, file], {
      env: environment,
      stdio: 'ignore',
    });
    return status === 0 ? readFileSync(file, 'utf8') : 'failed';
  };

  for (const shell of SHELLS)
    it(`is the same with openssl and without (${shell[0]})`, () => {
      const without = list(shell, { PATH: join(dir, 'tools') });
      expect(without.split('\n').filter((line) => line.startsWith('H '))).to.have.length(NAMES.length);
      expect(without).to.match(/^H [0-9a-f]{64} \.\/sub\/a b$/m);
      expect(without).to.match(/^H \\[0-9a-f]{64} \.\/sub\/back\\\\slash$/m);
      expect(without).to.include('T a1ff 0 0 0,0 "./sub/link" -> "plain"\n');
      expect(list(shell, process.env)).to.equal(without);
    });

  it('fails when something cannot be read', () => {
    expect(list(['dash'], process.env, join(dir, 'nothing'))).to.equal('failed');
    const broken = join(dir, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'openssl'), '#!/bin/sh\n[ $# -eq 3 ]\n', { mode: 0o755 });
    expect(list(['dash'], { PATH: `${broken}:${process.env['PATH']}` })).to.equal('failed');
  });
});
