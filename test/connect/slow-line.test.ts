import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { skip } from '../support/skip.js';

const program = fileURLToPath(new URL('./support/slow-line.ts', import.meta.url));

describe('a slow line', function () {
  this.timeout(120_000);

  it('is no dead host while bytes move, and is one when it is cut', function () {
    if (spawnSync('unshare', ['-n', 'tc', '-V']).status !== 0)
      skip(this, 'no private network namespaces or no tc here');
    const ran = spawnSync('unshare', ['-n', process.execPath, '--import', 'tsx', program], {
      encoding: 'utf8',
    });
    expect(ran.stderr).to.not.include('Error');
    expect(ran.stdout).to.match(/uploaded in \d{4,} ms\n.*no answer for 5 s/);
  });
});
